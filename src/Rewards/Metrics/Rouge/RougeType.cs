namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>The variants of ROUGE; the names are rouge-score's.</summary>
public enum RougeType
{
    /// <summary>"rouge1": words.</summary>
    Rouge1,

    /// <summary>"rouge2": pairs of neighbouring words.</summary>
    Rouge2,

    /// <summary>"rougeL": the longest common subsequence of the whole texts.</summary>
    RougeL,

    /// <summary>"rougeLsum": the union of the longest common subsequences of sentences.</summary>
    RougeLsum,
}
