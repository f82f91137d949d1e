// Requests to the server on this machine.

async function answer(response) {
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error);
  }
  return body;
}

export async function get(path) {
  return answer(await fetch('/api/' + path));
}

export async function post(path, body) {
  return answer(
      await fetch('/api/' + path, {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(body),
      }));
}

/**
 * Wraps an asynchronous function so that only the newest call counts: while one runs, only the last
 * of those that come is kept, and a result that is no longer wanted is dropped (undefined).
 */
export function newest(work) {
  let running = null;
  let next = null;
  async function run(args) {
    running = args;
    try {
      const result = await work(...args);
      return next ? undefined : result;
    } finally {
      running = null;
      if (next) {
        const {args: waiting, resolve, reject} = next;
        next = null;
        run(waiting).then(resolve, reject);
      }
    }
  }
  return (...args) => {
    if (!running) {
      return run(args);
    }
    next?.resolve(undefined);
    return new Promise((resolve, reject) => {
      next = {args, resolve, reject};
    });
  };
}
