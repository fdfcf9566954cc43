/** What a person reads when the server gave no words of its own. */
const sentences: Record<number, string> = {
  401: "You are logged out. Please log in again.",
  403: "The server refused this. Reload the page and try again.",
  404: "This does not exist, or it is not yours.",
  413: "This is too large to be saved.",
  429: "That was a lot at once. Wait a moment and try again.",
  503: "The service is being looked after. Try again in a minute.",
};

interface FieldError {
  field: string;
  message: string;
}

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    message: string,
    readonly fields: readonly FieldError[] = [],
  ) {
    super(message);
  }

  /** Reads a problem document; API Gateway and CloudFront answer in shapes of their own, or in HTML. */
  static async from(response: Response): Promise<ApiError> {
    const fallback = sentences[response.status] ?? "Something went wrong on the server. Try again.";
    const body: unknown = await response.json().catch(() => undefined);
    if (!isRecord(body)) return new ApiError(response.status, fallback);
    // The detail of a 403 speaks of tokens and cookies, to developers.
    const spoken = typeof body.detail === "string" && body.detail && response.status !== 403;
    const detail = spoken ? String(body.detail) : fallback;
    return new ApiError(response.status, detail, fieldErrors(body.errors));
  }
}

/** No answer at all: no network, or nobody at the other end. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";

  constructor(cause: unknown) {
    super("The server cannot be reached. Check your connection.", { cause });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isRecord)
    .map((entry) => ({ field: String(entry.field ?? ""), message: String(entry.message ?? "") }));
}

/** Field messages for a form of `known` fields, and the rest as one sentence for the top of the form. */
export function formErrors(
  error: Error,
  known: readonly string[],
): { fields: Record<string, string>; general: string | null } {
  if (!(error instanceof ApiError)) return { fields: {}, general: error.message };
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { field, message } of error.fields) {
    // "schedule.times" belongs to the form's field of that name, or to "schedule".
    const target =
      known.find((name) => name === field) ?? known.find((name) => field.startsWith(`${name}.`));
    if (target) fields[target] ??= message;
    else rest.push(message);
  }
  if (rest.length > 0) return { fields, general: rest.join(" ") };
  return { fields, general: Object.keys(fields).length > 0 ? null : error.message };
}
