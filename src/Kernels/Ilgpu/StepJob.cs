using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernels work on that shape process rewards.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StepJob
{
    /// <summary>[S] step rewards.</summary>
    public ArrayView<double> Steps;

    /// <summary>[N + 1] where each completion's steps lie.</summary>
    public ArrayView<int> Completions;

    /// <summary>[P + 1] where each group's completions lie.</summary>
    public ArrayView<int> Groups;

    /// <summary>[N] not 0 where scored, or empty.</summary>
    public ArrayView<byte> Scored;

    /// <summary>[N] outcome rewards.</summary>
    public ArrayView<double> Outcomes;

    /// <summary>[S] destination.</summary>
    public ArrayView<double> Results;

    /// <summary>Groups P, or completions N.</summary>
    public long Count;

    /// <summary>1: the last step answers to the outcome alone.</summary>
    public int OutcomeOnly;
}
