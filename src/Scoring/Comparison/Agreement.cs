namespace Rlar.Scoring.Comparison;

/// <summary>How far two rewards of the same completions are the same.</summary>
public sealed class Agreement
{
    private double _meanA;
    private double _meanB;
    private double _aa;
    private double _bb;
    private double _ab;
    private long _ones;
    private long _zeros;
    private long _onlyA;
    private long _onlyB;

    /// <summary>Completions that have both rewards.</summary>
    public long Count { get; private set; }

    /// <summary>Those with two equal rewards.</summary>
    public long Equal { get; private set; }

    /// <summary>Whether every reward of both is 0 or 1.</summary>
    public bool IsBinary => _ones + _zeros + _onlyA + _onlyB == Count;

    /// <summary>Of binary rewards: completions with 1 by the first and 0 by the second.</summary>
    public long OnlyA => _onlyA;

    /// <summary>Of binary rewards: completions with 0 by the first and 1 by the second.</summary>
    public long OnlyB => _onlyB;

    /// <summary>The share with two equal rewards, 0 to 1; null where there is no completion.</summary>
    public double? Share => Count > 0 ? (double)Equal / Count : null;

    /// <summary>
    /// Cohen's kappa (Cohen 1960), -1 to 1: the agreement beyond what the two shares of ones bring by chance. Null where rewards are not binary, or
    /// chance alone brings full agreement.
    /// </summary>
    public double? Kappa
    {
        get
        {
            if (Count == 0 || !IsBinary)
                return null;
            double n = Count;
            var chance = (((_ones + _onlyA) / n) * ((_ones + _onlyB) / n)) + (((_zeros + _onlyB) / n) * ((_zeros + _onlyA) / n));
            return chance < 1 ? ((Equal / n) - chance) / (1 - chance) : null;
        }
    }

    /// <summary>Pearson's correlation, -1 to 1; null where either is constant.</summary>
    public double? Correlation => _aa > 0 && _bb > 0 ? Math.Clamp(_ab / (Math.Sqrt(_aa) * Math.Sqrt(_bb)), -1, 1) : null;

    /// <summary>Takes a completion in.</summary>
    /// <param name="a">Its reward by the one.</param>
    /// <param name="b">Its reward by the other.</param>
    public void Add(double a, double b)
    {
        Count++;
        var fromA = a - _meanA;
        var fromB = b - _meanB;
        _meanA += fromA / Count;
        _meanB += fromB / Count;
        _aa += fromA * (a - _meanA);
        _bb += fromB * (b - _meanB);
        _ab += fromA * (b - _meanB);
        Equal += a == b ? 1 : 0;
        switch (a, b)
        {
            case (1, 1): _ones++; break;
            case (0, 0): _zeros++; break;
            case (1, 0): _onlyA++; break;
            case (0, 1): _onlyB++; break;
        }
    }
}
