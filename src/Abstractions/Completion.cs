namespace Rlar;

/// <summary>One sampled answer of a policy.</summary>
/// <param name="Text">The whole text as generated, thinking included; tools decide what of it they read.</param>
/// <param name="TokenCount">Length in the policy's tokens where the row says so; null where it does not.</param>
public readonly record struct Completion(string Text, int? TokenCount = null);
