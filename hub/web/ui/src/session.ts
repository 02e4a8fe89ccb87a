// Signing in: the key of the address is traded for a cookie no script can read.

/** Trade a key for a session; whether the hub took it. Throws where the hub cannot be reached. */
export async function signIn(key: string): Promise<boolean> {
  const headers = { Authorization: `Bearer ${key}` };
  return (await fetch("/v1/session", { method: "POST", headers })).ok;
}

/** Take the key out of the address, where there is one, so that no history or screenshot keeps it. */
export function keyInAddress(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key) history.replaceState(null, "", location.pathname + location.search);
  return key;
}

/** Whether the hub knows this browser; `null` where the hub cannot be reached. */
export async function isSignedIn(): Promise<boolean | null> {
  try {
    const answer = await fetch("/v1/home", { method: "GET" });
    return answer.ok ? true : answer.status === 401 || answer.status === 403 ? false : null;
  } catch {
    return null;
  }
}
