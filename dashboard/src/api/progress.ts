/** Sends a request so that its progress can be shown; `fetch` tells nothing until the whole body has left. */

import type { Send } from "./client";

/** @param onProgress told which share of the body has left, from 0 to 1 */
export function sendWithProgress(onProgress: (share: number) => void): Send {
  return async (request) => {
    const body = await request.blob();
    return new Promise((resolve, reject) => {
      const call = new XMLHttpRequest();
      const abort = () => call.abort();
      call.open(request.method, request.url);
      request.headers.forEach((value, name) => call.setRequestHeader(name, value));
      call.responseType = "blob";
      call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      call.onload = () => resolve(new Response(call.response as Blob, { status: call.status, headers: headersOf(call) }));
      call.onerror = () => reject(new TypeError("The request was not answered."));
      call.onabort = () => reject(new DOMException("The request was given up.", "AbortError"));
      call.onloadend = () => request.signal.removeEventListener("abort", abort);
      request.signal.addEventListener("abort", abort);
      if (request.signal.aborted) abort();
      call.send(body);
    });
  };
}

function headersOf(call: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of call.getAllResponseHeaders().trim().split("\r\n")) {
    const at = line.indexOf(":");
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return headers;
}
