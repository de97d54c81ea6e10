using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// Threads of one block that share a piece of work, and a thread's place among them. Kernel code.
/// </summary>
/// <remarks>
/// A piece has <see cref="Lanes"/> lanes: entry i belongs to lane i mod 32, and lanes are joined in one fixed tree, k and k + 16, k and k + 8, and so
/// on. A team narrower than that is used only where no piece has more entries than the team has threads; the lanes that it lacks would be empty, and
/// joining an empty lane changes no bit. So a result depends neither on the team's width nor on the block's. No warps, no atomics: the same
/// body runs on CUDA, OpenCL and the CPU accelerator, and 32 lanes are a warp should a variant with shuffles ever pay.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct Team
{
    /// <summary>Lanes of a piece of work.</summary>
    internal const int Lanes = 32;

    /// <summary>Most threads of a block: shared memory is laid out for so many.</summary>
    internal const int MaxBlock = 256;

    /// <summary>The team's number over all blocks.</summary>
    public long Index;

    /// <summary>The thread's place in its team.</summary>
    public int Lane;

    /// <summary>Threads of the team.</summary>
    public int Width;

    /// <summary>The narrowest team for pieces of at most so many entries.</summary>
    internal static int WidthFor(long longest)
    {
        var width = 1;
        while (width < longest && width < Lanes)
            width *= 2;
        return width;
    }

    /// <summary>The calling thread's place.</summary>
    internal static Team Own(int width)
    {
        var team = default(Team);
        var thread = ((long)Grid.IdxX * Group.DimX) + Group.IdxX;
        team.Index = thread / width;
        team.Lane = Group.IdxX % width;
        team.Width = width;
        return team;
    }

    /// <summary>The sum of the lanes' values, in every thread of the team. Every thread of the block must come here.</summary>
    internal readonly double Sum(ArrayView<double> shared, double value)
    {
        var thread = Group.IdxX;
        shared[thread] = value;
        Group.Barrier();
        for (var half = Width / 2; half > 0; half /= 2)
        {
            if (Lane < half)
                shared[thread] += shared[thread + half];
            Group.Barrier();
        }

        var sum = shared[thread - Lane];
        Group.Barrier();
        return sum;
    }

    /// <summary>The smallest of the lanes' values, none of them NaN. Every thread of the block must come here.</summary>
    internal readonly double Min(ArrayView<double> shared, double value)
    {
        var thread = Group.IdxX;
        shared[thread] = value;
        Group.Barrier();
        for (var half = Width / 2; half > 0; half /= 2)
        {
            if (Lane < half && shared[thread + half] < shared[thread])
                shared[thread] = shared[thread + half];
            Group.Barrier();
        }

        var min = shared[thread - Lane];
        Group.Barrier();
        return min;
    }
}
