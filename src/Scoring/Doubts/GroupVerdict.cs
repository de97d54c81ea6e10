using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Doubts;

/// <summary>What one tool said of a group as a whole.</summary>
internal enum GroupVerdict
{
    /// <summary>Completions differ.</summary>
    Mixed,

    /// <summary>All have the same reward, neither the lowest nor the highest.</summary>
    Same,

    /// <summary>All have the lowest.</summary>
    Lowest,

    /// <summary>All have the highest.</summary>
    Highest,

    /// <summary>All are unscorable.</summary>
    Unscorable,

    /// <summary>All failed, or failed and were unscorable.</summary>
    Failed,
}

/// <summary>Reads them.</summary>
internal static class GroupVerdicts
{
    /// <summary>The verdict of a call. A shaper's value is a correction, of which none is odd.</summary>
    internal static GroupVerdict Of(ToolCall call)
    {
        double? first = null;
        var (scored, failed, differ) = (0, 0, false);
        foreach (var outcome in call.Outcomes)
        {
            failed += outcome is RewardOutcome.Failed ? 1 : 0;
            if (outcome is not RewardOutcome.Scored { Value: var value })
                continue;
            scored++;
            var reward = call.Tool.ToReward(value);
            differ |= first is not null && reward != first;
            first ??= reward;
        }

        if (scored == 0)
            return failed > 0 ? GroupVerdict.Failed : GroupVerdict.Unscorable;
        if (differ || scored < call.Outcomes.Count || call.Tool.Tool.Card.Kind == ToolKind.Shaper)
            return GroupVerdict.Mixed;
        return first switch
        {
            0 => GroupVerdict.Lowest,
            1 => GroupVerdict.Highest,
            _ => GroupVerdict.Same,
        };
    }

    /// <summary>Whether a group without a reward, or with the lowest alone, is to be looked at.</summary>
    internal static bool IsOdd(this GroupVerdict verdict) => verdict is GroupVerdict.Lowest or GroupVerdict.Unscorable or GroupVerdict.Failed;
}
