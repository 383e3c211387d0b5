/** What every page says above its content; pages that fill the window leave room for it. */

import { useResizeObserver } from "@mantine/hooks";
import { useEffect } from "react";

import { OfflineBanner } from "./OfflineBanner";
import { QuotaBanner } from "./QuotaBanner";

export function Banners() {
  const [ref, { height }] = useResizeObserver<HTMLDivElement>();
  useEffect(() => {
    document.documentElement.style.setProperty("--app-banner-height", `${height}px`);
  }, [height]);
  return (
    <div ref={ref}>
      <OfflineBanner />
      <QuotaBanner />
    </div>
  );
}
