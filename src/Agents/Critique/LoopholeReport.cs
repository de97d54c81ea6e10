namespace Rlar.Agents.Critique;

/// <summary>What was found in a run's rewards.</summary>
/// <param name="High">How many highly rewarded completions were read.</param>
/// <param name="Low">How many others.</param>
/// <param name="WithinPrompts">Whether highs and lows are of the same prompts; else they are the upper and lower quarter of all.</param>
/// <param name="Loopholes">The suspicions, the clearest first.</param>
public sealed record LoopholeReport(int High, int Low, bool WithinPrompts, IReadOnlyList<Loophole> Loopholes);
