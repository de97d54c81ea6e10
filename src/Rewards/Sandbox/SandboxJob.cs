namespace Rlar.Rewards.Sandbox;

/// <summary>Parties that run at once, each isolated from the other. The job ends when the last of them does.</summary>
/// <param name="Parties">One or two.</param>
/// <param name="Limits">What they may use together.</param>
/// <param name="IsLinked">Whether the two parties have a socket to each other, at descriptor 4.</param>
public sealed record SandboxJob(IReadOnlyList<SandboxParty> Parties, SandboxLimits Limits, bool IsLinked = false);
