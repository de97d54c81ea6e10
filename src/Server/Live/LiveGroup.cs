using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Live;

/// <summary>A group as it is kept to be looked at: texts and verdicts, and nothing of the request that they came in.</summary>
internal sealed record LiveGroup
{
    /// <summary>Its number among all groups of all runs, from 1.</summary>
    internal long Number { get; init; }

    /// <summary>The run's id.</summary>
    internal string Run { get; init; } = "";

    /// <summary>Who asked; "" where the run knows only one.</summary>
    internal string Source { get; init; } = "";

    /// <summary>When it came.</summary>
    internal DateTimeOffset At { get; init; }

    /// <summary>From question to answer; null where nobody measured.</summary>
    internal TimeSpan? Took { get; init; }

    /// <summary>The row's id.</summary>
    internal required string Id { get; init; }

    /// <summary>What the query was taken for.</summary>
    internal required string Task { get; init; }

    /// <summary>Why this route.</summary>
    internal string Why { get; init; } = "";

    /// <summary>How sure the router was; null where nobody says.</summary>
    internal double? Confidence { get; init; }

    /// <summary>The tools and what each said, in the order of the route.</summary>
    internal IReadOnlyList<LiveCall> Calls { get; init; } = [];

    /// <summary>What was asked; none where the run's file does not have it.</summary>
    internal IReadOnlyList<Message> Prompt { get; init; } = [];

    /// <summary>The references.</summary>
    internal IReadOnlyList<string> References { get; init; } = [];

    /// <summary>[G] completions; null where the run's file does not have them.</summary>
    internal IReadOnlyList<Completion>? Completions { get; init; }

    /// <summary>[G] outcomes.</summary>
    internal required IReadOnlyList<CompletionOutcome> Outcomes { get; init; }

    /// <summary>[G] rewards; null where not scored.</summary>
    internal required IReadOnlyList<double?> Rewards { get; init; }

    /// <summary>[G] advantages, the mean over the tokens where there is one for each; null where the group has none.</summary>
    internal IReadOnlyList<double?>? Advantages { get; init; }

    /// <summary>Whether the advantages are means over tokens.</summary>
    internal bool IsByToken { get; init; }

    /// <summary>The training step; null where there is none.</summary>
    internal long? Step { get; init; }

    /// <summary>Longest text in UTF-16 units that was kept; longer ones are cut. Null where none was.</summary>
    internal int? CutAt { get; init; }

    /// <summary>Whether a completion of it failed or could not be judged.</summary>
    internal bool HasTrouble
    {
        get
        {
            foreach (var outcome in Outcomes)
            {
                if (outcome.Outcome is not RewardOutcome.Scored)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether at least two completions have a reward, and all rewards are equal: nothing can be learned from it.</summary>
    internal bool IsFlat
    {
        get
        {
            var scored = 0;
            double first = 0;
            foreach (var reward in Rewards)
            {
                if (reward is not { } value)
                    continue;
                if (scored++ == 0)
                    first = value;
                else if (value != first)
                    return false;
            }

            return scored > 1;
        }
    }

    /// <summary>About how many bytes it takes.</summary>
    internal long Size
    {
        get
        {
            long letters = Why.Length;
            foreach (var message in Prompt)
                letters += message.Content.Length;
            foreach (var reference in References)
                letters += reference.Length;
            foreach (var completion in Completions ?? [])
                letters += completion.Text.Length;
            foreach (var call in Calls)
            {
                foreach (var outcome in call.Outcomes)
                    letters += 50 + ReasonOf(outcome).Length + (outcome is RewardOutcome.Scored { Parts: { } parts } ? parts.Count * 40 : 0);
            }

            return sizeof(char) * letters;
        }
    }

    /// <summary>What an outcome says, or "".</summary>
    internal static string ReasonOf(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => scored.Reason ?? "",
        RewardOutcome.Unscorable unscorable => unscorable.Reason,
        RewardOutcome.Failed failed => failed.Reason,
        _ => "",
    };
}

/// <summary>What one tool said of one group.</summary>
/// <param name="Tool">Its id.</param>
/// <param name="Version">Its version; "" where nobody says.</param>
/// <param name="Weight">Its weight in the route.</param>
/// <param name="Outcomes">[G] outcomes.</param>
/// <param name="Took">How long the call took; null where nobody measured.</param>
internal sealed record LiveCall(string Tool, string Version, double Weight, IReadOnlyList<RewardOutcome> Outcomes, TimeSpan? Took);
