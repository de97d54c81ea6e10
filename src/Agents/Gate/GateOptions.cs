namespace Rlar.Agents.Gate;

/// <summary>What a draft must reach to be admitted. The defaults refuse rather than admit: a tool that is not there rewards nothing, a bad one the wrong thing.</summary>
public sealed record GateOptions
{
    private readonly double _high = 0.75;
    private readonly double _low = 0.25;
    private readonly int _minimumRight = 2;
    private readonly int _minimumWrong = 2;

    /// <summary>The least reward of a right answer, on the scale 0..1 of <see cref="ValueRange.ToReward"/>. Default 0.75.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0.5 and 1.</exception>
    public double High
    {
        get => _high;
        init => _high = value is >= 0.5 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "High is between 0.5 and 1.");
    }

    /// <summary>The greatest reward of a wrong answer. Default 0.25. What a generated wrong answer gets must stay below the middle of the two.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 0.5.</exception>
    public double Low
    {
        get => _low;
        init => _low = value is >= 0 and <= 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Low is between 0 and 0.5.");
    }

    /// <summary>Right answers labelled by others than the author that there must be at the least. Default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MinimumRight
    {
        get => _minimumRight;
        init => _minimumRight = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1.");
    }

    /// <summary>Wrong answers labelled by others than the author that there must be at the least. Default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MinimumWrong
    {
        get => _minimumWrong;
        init => _minimumWrong = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1.");
    }

    /// <summary>
    /// Generated texts that are certainly wrong, which there must be besides, unless there are <see cref="MinimumUnaided"/> labelled answers of each kind.
    /// Default 12: with fewer, nothing but a handful of labels speaks for the draft.
    /// </summary>
    public int MinimumGenerated { get; init; } = 12;

    /// <summary>Labelled right answers, and as many wrong ones, that are enough without any generated text. Default 8.</summary>
    public int MinimumUnaided { get; init; } = 8;

    /// <summary>The share of labelled answers with the right verdict. Default 1: one that is mislabelled is named, and can be taken out of the rows.</summary>
    public double LabelledAccuracy { get; init; } = 1;

    /// <summary>The share of generated wrong answers that must be scored low. Default 1.</summary>
    public double MutationScore { get; init; } = 1;

    /// <summary>How much better a draft may be on its author's own probes than on others'. Default 0.1.</summary>
    public double OverfitGap { get; init; } = 0.1;

    /// <summary>The share of texts on which a draft must agree with each trusted tool that fits the labels. Default 0.95.</summary>
    public double TrustedAgreement { get; init; } = 0.95;

    /// <summary>Times that everything labelled is scored again: alone, backwards, at once on several threads and under other cultures. Default 3.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>The longest completion that is tried, in characters. Default 100,000.</summary>
    public int LongestCompletion { get; init; } = 100_000;

    /// <summary>The longest that one call may take before the draft is refused for it, where the tool does not limit itself. Default 10 seconds.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Growth of the time from n to 2n characters that is still taken for linear. Default 3.2: quadratic work grows by 4.</summary>
    public double TimeGrowth { get; init; } = 3.2;

    /// <summary>Seed of what is drawn. Default 1.</summary>
    public int Seed { get; init; } = 1;
}
