namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>How BLEU cuts a text into words; the names are sacrebleu's.</summary>
public enum BleuTokenizer
{
    /// <summary>"13a": mteval-v13a.pl, of WMT. The default.</summary>
    Mteval13a,

    /// <summary>"intl": mteval-v14.pl, at every punctuation mark and symbol of Unicode.</summary>
    International,

    /// <summary>"char": every code point but white space.</summary>
    Characters,

    /// <summary>"zh": every Chinese character, and the rest as 13a.</summary>
    Chinese,

    /// <summary>"none": at white space only, for text that is tokenized already.</summary>
    None,
}
