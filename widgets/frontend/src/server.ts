// The server that this page came from.

/** What it has written into the page for its scripts. */
export function config(): { baseUrl?: string; kernelId?: string } {
  const data = document.getElementById("jupyter-config-data")?.textContent ?? "{}";
  return JSON.parse(data) as { baseUrl?: string; kernelId?: string };
}

/** The address of something it serves, by its path below the server's own. */
export function served(path: string): URL {
  return new URL(path, new URL(config().baseUrl ?? "/", location.href));
}

/** The token against forgery that the page has been given: without it a script may be refused. */
export function ours(): HeadersInit {
  const token = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1];
  return token ? { "X-XSRFToken": token } : {};
}
