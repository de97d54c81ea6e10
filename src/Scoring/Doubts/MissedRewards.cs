using System.Text;

namespace Rlar.Scoring.Doubts;

/// <summary>Counts why completions have no reward. The first <see cref="MostReasons"/> reasons are told apart.</summary>
internal sealed class MissedRewards
{
    /// <summary>Reasons that are told apart.</summary>
    internal const int MostReasons = 200;

    private readonly Dictionary<(string Status, string Kind), MissedReward> _reasons = [];

    /// <summary>Takes an outcome in.</summary>
    internal void Add(RewardOutcome outcome, string id, long line)
    {
        var reason = outcome switch
        {
            RewardOutcome.Unscorable unscorable => unscorable.Reason,
            RewardOutcome.Failed failed => failed.Reason,
            _ => null,
        };
        if (reason is null)
            return;
        var kind = (outcome.Status, Kind(reason));
        if (_reasons.TryGetValue(kind, out var known))
            _reasons[kind] = known with { Completions = known.Completions + 1 };
        else if (_reasons.Count < MostReasons)
            _reasons[kind] = new MissedReward(outcome.Status, reason, 1, line, id);
    }

    /// <summary>The reasons, the most frequent first.</summary>
    internal IReadOnlyList<MissedReward> All() => [.. _reasons.Values.OrderByDescending(reason => reason.Completions).ThenBy(reason => reason.Line)];

    /// <summary>A reason without what differs from row to row: numbers, and what stands in quotes.</summary>
    internal static string Kind(string reason)
    {
        var kind = new StringBuilder(reason.Length);
        for (var i = 0; i < reason.Length; i++)
        {
            var c = reason[i];

            // An apostrophe inside a word opens nothing.
            var end = c is '\'' or '"' && (i == 0 || !char.IsLetterOrDigit(reason[i - 1])) ? reason.LastIndexOf(c) : -1;
            if (end > i)
            {
                kind.Append(c).Append('…').Append(c);
                i = end;
            }
            else if (!char.IsAsciiDigit(c) || kind is not [.., '0'])
            {
                kind.Append(char.IsAsciiDigit(c) ? '0' : c);
            }
        }

        return kind.ToString();
    }
}
