using Rlar.Server.Environments;

namespace Rlar.Server.Dialects;

/// <summary>One call of a tool in a session. A client that lost its connection comes back for it by its id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Answer">What was submitted; null where the call is refused.</param>
/// <param name="Work">What becomes of it; null where the call is refused.</param>
/// <param name="Refusal">Why it is refused, for the policy to read; null where it is not.</param>
internal sealed record OrsCall(string Id, string? Answer, Task<Submission>? Work, string? Refusal = null)
{
    /// <summary>Whether it ended without a verdict: the same or another answer may be submitted.</summary>
    public bool IsVoid => Work is null or { IsFaulted: true } or { IsCanceled: true } || (Work.IsCompletedSuccessfully && Work.Result.Failure is not null);
}
