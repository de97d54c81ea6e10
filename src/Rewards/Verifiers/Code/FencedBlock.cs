namespace Rlar.Rewards.Verifiers.Code;

/// <summary>One fenced block.</summary>
/// <param name="Language">Its language in lower case, or "".</param>
/// <param name="Text">What is in it, without the indentation of its fence.</param>
internal sealed record FencedBlock(string Language, string Text);
