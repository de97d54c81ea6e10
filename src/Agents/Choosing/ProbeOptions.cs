namespace Rlar.Agents.Choosing;

/// <summary>When tools count as told apart.</summary>
public sealed record ProbeOptions
{
    /// <summary>The seed of the order of rows and of the samples. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Rows before the first look, from 2 on. Default 8.</summary>
    public int FirstLook
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A look needs at least 2 rows.");
    } = 8;

    /// <summary>How many times as many rows the next look has, above 1. Default 1.25.</summary>
    public double Growth
    {
        get;
        init => field = value is > 1 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be above 1, and at most 100.");
    } = 1.25;

    /// <summary>
    /// The chance, on one look, of an interval that leaves 0 out on the wrong side, a value above 0.0 and below 0.5. Default 0.02: over the looks of
    /// one choice about 0.05 (docs/routing.md, measured).
    /// </summary>
    public double Error
    {
        get;
        init => field = value is > 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be above 0 and below 0.5.");
    } = 0.02;

    /// <summary>Samples of a bootstrap, from 100 on. Default 2000.</summary>
    public int Samples
    {
        get;
        init => field = value >= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 100 samples.");
    } = 2000;
}
