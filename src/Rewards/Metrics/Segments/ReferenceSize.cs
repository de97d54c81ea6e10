namespace Rlar.Rewards.Metrics.Segments;

/// <summary>How much of a reference is compared with: its table is kept in memory, and a reference is no place for a book.</summary>
internal static class ReferenceSize
{
    /// <summary>Most n-grams, all orders and references together: 16 million, at most 512 MiB.</summary>
    internal const long MostNgrams = 1 << 24;

    internal static long Checked(long ngrams) => ngrams <= MostNgrams
        ? ngrams
        : throw new ToolException($"The references have {ngrams} n-grams, more than the {MostNgrams} that are compared with; cut them into segments.");
}
