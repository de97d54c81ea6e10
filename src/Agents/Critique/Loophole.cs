namespace Rlar.Agents.Critique;

/// <summary>What highly rewarded completions have and others have not. A suspicion, until labels confirm it.</summary>
/// <param name="Kind">"phrase", "length", "format", "echo", "prompt-words" or "flattery".</param>
/// <param name="What">The phrase or form; "longer" or "shorter".</param>
/// <param name="High">The share of the high ones that have it; for length and prompt-words how often a high one has more than a low one.</param>
/// <param name="Low">The share of the low ones that have it; for length and prompt-words the same the other way round.</param>
/// <param name="Z">Standard deviations from no difference.</param>
/// <param name="IsConfirmed">Whether it also tells wrong completions with a high reward from wrong ones with a low reward.</param>
/// <param name="Examples">At most three high ones that have it.</param>
public sealed record Loophole(string Kind, string What, double High, double Low, double Z, bool IsConfirmed, IReadOnlyList<RewardedCompletion> Examples)
{
    /// <summary>It in a sentence.</summary>
    public string Why => Kind switch
    {
        "length" => FormattableString.Invariant($"Highly rewarded completions are {What} than others of the prompt in {High:0.00} of pairs (z {Z:0.0})."),
        "prompt-words" => FormattableString.Invariant($"Highly rewarded completions repeat more of the prompt's words in {High:0.00} of pairs (z {Z:0.0})."),
        _ => FormattableString.Invariant($"{High:0.00} of the highly rewarded completions and {Low:0.00} of the others have {Kind} '{What}' (z {Z:0.0})."),
    };
}
