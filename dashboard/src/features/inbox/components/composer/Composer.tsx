/** Where a reply is written, under the card that says how it leaves. */

import { Alert } from "@mantine/core";
import { IconMessageOff } from "@tabler/icons-react";
import { lazy, Suspense } from "react";

import { Loading } from "@/components/states";
import { inbox } from "@/words";

import type { Drafting } from "../../drafts";
import type { Outbox } from "../../outbox/outbox";
import type { Detail } from "../../queries";
import type { Routing } from "../../routing";
import classes from "./composer.module.css";
import { FreeText } from "./FreeText";
import { RouteCard } from "./RouteCard";

// Loaded where the time for free text is over.
const TemplateForm = lazy(async () => ({ default: (await import("./TemplateForm")).TemplateForm }));

interface ComposerProps {
  detail: Detail;
  routing: Routing;
  drafting: Drafting;
  outbox: Outbox;
}

export function Composer({ detail: { id }, routing, drafting, outbox }: ComposerProps) {
  const { route, chosen } = routing;
  if (!route) {
    return (
      <div className={classes.composer}>
        <Alert color="orange" variant="light" icon={<IconMessageOff aria-hidden />} title={inbox.composer.noRouteTitle}>
          {inbox.composer.noRoute}
        </Alert>
      </div>
    );
  }
  return (
    <section className={classes.composer} aria-label={inbox.composer.label}>
      <RouteCard route={route} routing={routing} conversationId={id} />
      {route.needs_template ? (
        <Suspense fallback={<Loading height={80} />}>
          <TemplateForm conversationId={id} route={route} chosen={chosen} outbox={outbox} />
        </Suspense>
      ) : (
        <FreeText conversationId={id} route={route} chosen={chosen} drafting={drafting} outbox={outbox} />
      )}
    </section>
  );
}
