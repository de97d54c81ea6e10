namespace Rlar.Grpo.Advantages;

/// <summary>A batch lacks what a shaping step needs: nothing was computed.</summary>
public sealed class ShapingInputException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="field">The row's field, as "rewards.format".</param>
    /// <param name="reason">What is wrong, without a full stop.</param>
    /// <param name="remedy">What to do about it, a sentence.</param>
    /// <param name="group">Zero-based group at fault, the first where all are.</param>
    public ShapingInputException(string field, string reason, string remedy, int group = 0)
        : base($"field '{field}': {reason}. {remedy}")
    {
        Field = field;
        Reason = reason;
        Remedy = remedy;
        Group = group;
    }

    /// <summary>The row's field.</summary>
    public string Field { get; }

    /// <summary>What is wrong, without a full stop.</summary>
    public string Reason { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>Zero-based group at fault, the first where all are.</summary>
    public int Group { get; }

    /// <summary>The error for a field that a step reads and a row does not have.</summary>
    /// <param name="field">The field.</param>
    /// <param name="step">The shaping step.</param>
    public static ShapingInputException Missing(string field, string step) => new(field, $"missing: --shape {step} needs it", RemedyOf(field));

    private static string RemedyOf(string field) => field switch
    {
        "lengths" => "Give \"lengths\":[12,40], the tokens of each completion.",
        "outcome_rewards" => "Give \"outcome_rewards\":[1,0], one per completion.",
        "preferences" => "Give \"preferences\":[[null,0.8],[0.2,null]], the probability that the row's completion beats the column's.",
        "reference_rewards" => "Give \"reference_rewards\":[0.2], the rewards of reference answers to this query, or one for all rows with ref=NUMBER.",
        "completion_ids" => "Give \"completion_ids\":[[5,6],[7]], or \"completions\":[\"...\",\"...\"] to count words.",
        _ => "Give \"truncated\":[false,true], or \"finish_reasons\":[\"stop\",\"length\"].",
    };
}
