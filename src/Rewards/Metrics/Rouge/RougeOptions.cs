namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>The settings of ROUGE. Defaults are rouge-score's.</summary>
public sealed record RougeOptions
{
    /// <summary>rouge-score's defaults.</summary>
    public static RougeOptions Default { get; } = new();

    /// <summary>Whether words of more than three characters are stemmed (Porter, as NLTK has it). Default false.</summary>
    public bool UseStemmer { get; init; }

    /// <summary>
    /// Whether words of every script count where a reference has letters of another script than the Latin one; rouge-score drops them all. Of scripts
    /// without blanks each character is a word. Default false.
    /// </summary>
    public bool ReadsScripts { get; init; }

    /// <summary>Whether rougeLsum treats every line as a sentence; if not, the whole text is one. Default true.</summary>
    public bool SplitsLines { get; init; } = true;
}
