namespace Rlar.Grpo.Policy;

/// <summary>Rows of one length within packed rows.</summary>
/// <param name="Start">The first position.</param>
/// <param name="Count">Rows.</param>
/// <param name="Length">Positions of each.</param>
internal readonly record struct PackedRun(int Start, int Count, int Length)
{
    /// <summary>Positions of all its rows.</summary>
    internal int Positions => Count * Length;
}
