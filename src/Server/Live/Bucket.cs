using Rlar.Kernels.Normalization;

namespace Rlar.Server.Live;

/// <summary>Counts of outcomes and the moments of their values: of a stretch of a run, or of all of it. Two become one without loss.</summary>
internal struct Bucket
{
    private double _mean;
    private double _squares;

    /// <summary>Completions that were judged.</summary>
    internal long Scored { get; private set; }

    /// <summary>Those of them whose value is known; a ledger has none of several tools together.</summary>
    internal long Values { get; private set; }

    /// <summary>Completions that nothing could judge.</summary>
    internal long Unscorable { get; private set; }

    /// <summary>Completions whose tool broke.</summary>
    internal long Failed { get; private set; }

    /// <summary>Groups.</summary>
    internal long Groups { get; private set; }

    /// <summary>Groups of at least two whose rewards are all equal: they teach nothing.</summary>
    internal long Flat { get; private set; }

    /// <summary>Mean of the values; 0 where there are none.</summary>
    internal readonly double Mean => _mean;

    /// <summary>Their standard deviation with n - 1; 0 for fewer than two.</summary>
    internal readonly double Deviation => Values > 1 ? Math.Sqrt(_squares / (Values - 1)) : 0;

    /// <summary>All completions.</summary>
    internal readonly long Completions => Scored + Unscorable + Failed;

    /// <summary>A bucket of what somebody else counted.</summary>
    /// <param name="scored">Completions with a value.</param>
    /// <param name="unscorable">Completions without one.</param>
    /// <param name="mean">Mean of the values.</param>
    /// <param name="deviation">Their deviation with n - 1.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="flat">Groups without variance.</param>
    internal static Bucket Of(long scored, long unscorable, double mean, double deviation, long groups, long flat) => new()
    {
        Scored = scored,
        Values = scored,
        Unscorable = unscorable,
        Groups = groups,
        Flat = flat,
        _mean = mean,
        _squares = deviation * deviation * Math.Max(0, scored - 1),
    };

    /// <summary>Counts one completion.</summary>
    /// <param name="outcome">What was said of it.</param>
    /// <param name="value">Its value, where it was scored.</param>
    internal void Add(RewardOutcome outcome, double? value)
    {
        switch (outcome)
        {
            case RewardOutcome.Scored:
                Scored++;
                if (value is { } number)
                    Welford.Add(number, ++Values, ref _mean, ref _squares);
                break;
            case RewardOutcome.Failed:
                Failed++;
                break;
            default:
                Unscorable++;
                break;
        }
    }

    /// <summary>Counts a group.</summary>
    /// <param name="isFlat">Whether it teaches nothing.</param>
    internal void AddGroup(bool isFlat)
    {
        Groups++;
        Flat += isFlat ? 1 : 0;
    }

    /// <summary>Takes another one in: the moments of two samples as one (Chan, Golub and LeVeque 1983).</summary>
    internal void Add(in Bucket other)
    {
        var all = Values + other.Values;
        if (other.Values > 0)
        {
            var difference = other._mean - _mean;
            _squares += other._squares + (difference * difference * Values * other.Values / all);
            _mean = Values == 0 ? other._mean : _mean + (difference * other.Values / all);
        }

        (Scored, Values, Unscorable, Failed) = (Scored + other.Scored, all, Unscorable + other.Unscorable, Failed + other.Failed);
        (Groups, Flat) = (Groups + other.Groups, Flat + other.Flat);
    }
}
