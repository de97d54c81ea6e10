namespace Rlar.Rewards.Verifiers.Code;

/// <summary>One run of a program.</summary>
/// <param name="Stdin">Its standard input.</param>
/// <param name="Stdout">What it must print, by <see cref="PrintedText"/>.</param>
internal sealed record StreamCase(string Stdin, string Stdout);
