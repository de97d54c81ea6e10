namespace Rlar.Grpo.Advantages;

/// <summary>Advantages by completion, or by step.</summary>
public sealed class AdvantageResult
{
    private readonly double[] _values;
    private readonly bool[]? _scored;
    private readonly int[]? _steps;

    private AdvantageResult(double[] values, bool[]? scored, int[]? steps)
    {
        _values = values;
        _scored = scored;
        _steps = steps;
    }

    /// <summary>Whether there is one advantage per step instead of one per completion.</summary>
    public bool IsByStep => _steps is not null;

    /// <summary>The advantage of a completion; null where it was not scored.</summary>
    /// <param name="completion">Zero-based, over the batch.</param>
    public double? this[int completion] => _scored![completion] ? _values[completion] : null;

    /// <summary>The advantages of a completion's steps.</summary>
    /// <param name="completion">Zero-based, over the batch.</param>
    public ReadOnlySpan<double> Steps(int completion) => _values.AsSpan(_steps![completion].._steps[completion + 1]);

    internal static AdvantageResult ByCompletion(double[] values, bool[] scored) => new(values, scored, null);

    internal static AdvantageResult ByStep(double[] values, int[] steps) => new(values, null, steps);
}
