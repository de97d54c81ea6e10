using ILGPU;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>Little kernels, each for one thing that the interpreter must do or refuse.</summary>
public static class PtxProbes
{
    public static void Copy(ProbeJob job)
    {
        if (Group.IdxX < job.Length)
            job.Output[Group.IdxX] = job.Input[Group.IdxX];
    }

    public static void CopyOneTooFar(ProbeJob job)
    {
        if (Group.IdxX <= job.Length)
            job.Output[Group.IdxX] = job.Input[Group.IdxX];
    }

    public static void AllWriteOnePlace(ProbeJob job) => job.Output[0] = Group.IdxX;

    public static void NeighbourWithoutBarrier(ProbeJob job)
    {
        var shared = SharedMemory.Allocate<double>(64);
        shared[Group.IdxX] = job.Input[Group.IdxX];
        job.Output[Group.IdxX] = shared[(Group.IdxX + 1) % Group.DimX];
    }

    public static void NeighbourWithBarrier(ProbeJob job)
    {
        var shared = SharedMemory.Allocate<double>(64);
        shared[Group.IdxX] = job.Input[Group.IdxX];
        Group.Barrier();
        job.Output[Group.IdxX] = shared[(Group.IdxX + 1) % Group.DimX];
    }

    public static void ReadsWhatNobodyWrote(ProbeJob job)
    {
        var shared = SharedMemory.Allocate<double>(64);
        if (Group.IdxX > 0)
            shared[Group.IdxX] = 1;
        Group.Barrier();
        job.Output[Group.IdxX] = shared[Group.IdxX];
    }

    public static void HalfReachTheBarrier(ProbeJob job)
    {
        if (Group.IdxX < 16)
            Group.Barrier();
        job.Output[Group.IdxX] = 1;
    }

    public static void Shuffles(ProbeJob job)
    {
        var value = job.Input[Group.IdxX];
        value += Warp.ShuffleXor(value, 16);
        value += Warp.ShuffleDown(value, 1);
        job.Output[Group.IdxX] = value;
    }

    public static void HalfReachTheShuffle(ProbeJob job)
    {
        var value = job.Input[Group.IdxX];
        if (Group.IdxX < 16)
            value += Warp.ShuffleXor(value, 1);
        job.Output[Group.IdxX] = value;
    }

    public static void LocalMemoryKept(ProbeJob job)
    {
        var local = LocalMemory.Allocate1D<double>(8);
        for (var i = 0; i < 8; i++)
            local[i] = job.Input[Group.IdxX] + i;
        var sum = 0.0;
        for (var i = 0; i < 8; i++)
            sum += local[(i * 3) % 8];
        job.Output[Group.IdxX] = sum;
    }

    public static void Atomics(ProbeJob job) => Atomic.Add(ref job.Output[0], job.Input[Group.IdxX]);

    public static void IntegerTernary(ProbeJob job)
    {
        var count = job.Input[Group.IdxX];
        count += job.Input[Group.IdxX] > 1 ? 1 : 0;
        job.Output[Group.IdxX] = count;
    }

    public static void OtherIntegerTernary(ProbeJob job)
    {
        var count = job.Input[Group.IdxX];
        count += job.Input[Group.IdxX] > 1 ? 7 : 3;
        job.Output[Group.IdxX] = count;
    }

    public static void DoubleTernary(ProbeJob job)
    {
        var count = job.Input[Group.IdxX];
        count += job.Input[Group.IdxX] > 1 ? 1.0 : 0.0;
        job.Output[Group.IdxX] = count;
    }

    public static void ProductAndSum(ProbeJob job)
    {
        var x = job.Input[Group.IdxX];
        job.Output[Group.IdxX] = (x * x) - 1.0;
    }

    public static void Integers(ProbeJob job)
    {
        var n = (int)job.Input[Group.IdxX];
        var mixed = ((n * 7) % 5) - (n >> 1) + ((n << 3) ^ (n & 12) ^ (n | 3)) + (n / 3);
        job.Output[Group.IdxX] = mixed;
    }

    public static void Floats(ProbeJob job)
    {
        var x = (float)job.Input[Group.IdxX];
        var y = (x * 3f) + (1f / (x + 1f));
        job.Output[Group.IdxX] = ILGPU.Algorithms.XMath.Sqrt(y) - ILGPU.Algorithms.XMath.Max(x, 2f);
    }
}
