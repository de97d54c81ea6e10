using ILGPU;

namespace Rlar.Bench.Kernels.Devices;

/// <summary>x + 1 where x is above 1, written in the way that ILGPU 1.5.3 gets right, and in the way that it does not. Kernel code.</summary>
internal static class TernaryProbe
{
    /// <summary>1.0 and 0.0.</summary>
    public static void InDouble(TernaryJob job)
    {
        long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i >= job.Input.Length)
            return;
        var result = job.Input[i];
        result += job.Input[i] > 1 ? 1.0 : 0.0;
        job.Output[i] = result;
    }

    /// <summary>1 and 0, which become the result of the comparison itself, whose bits are then taken for a double's.</summary>
    public static void InInteger(TernaryJob job)
    {
        long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i >= job.Input.Length)
            return;
        var result = job.Input[i];
        result += job.Input[i] > 1 ? 1 : 0;
        job.Output[i] = result;
    }
}
