using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rlar.Kernels;

/// <summary>
/// How a flat span of completions [N] is cut into consecutive groups [P], one group a prompt. Groups are uniform (every group has
/// the same size G) or ragged (P + 1 ascending offsets). A group may be empty.
/// </summary>
public readonly ref struct GroupLayout
{
    private readonly ReadOnlySpan<int> _offsets;

    private GroupLayout(int count, int size, ReadOnlySpan<int> offsets)
    {
        Count = count;
        UniformSize = size;
        _offsets = offsets;
    }

    /// <summary>Number of groups P.</summary>
    public int Count { get; }

    /// <summary>The size G that every group has, or 0 where the layout is ragged.</summary>
    public int UniformSize { get; }

    /// <summary>Number of completions N over all groups.</summary>
    public int Length => _offsets.IsEmpty ? Count * UniformSize : _offsets[^1];

    /// <summary>[P + 1] offsets where the layout is ragged, empty where it is uniform.</summary>
    internal ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The half-open range of group <paramref name="group"/> in the flat span.</summary>
    /// <param name="group">Zero-based group, below <see cref="Count"/>.</param>
    public (int Start, int End) this[int group] => _offsets.IsEmpty
        ? (group * UniformSize, (group + 1) * UniformSize)
        : (_offsets[group], _offsets[group + 1]);

    /// <summary><paramref name="count"/> groups of <paramref name="size"/> completions each.</summary>
    /// <param name="count">Number of groups, at least 0.</param>
    /// <param name="size">Completions a group, at least 1.</param>
    /// <exception cref="KernelException">A negative count, a size below 1, or more than 2^31 - 1 completions.</exception>
    public static GroupLayout Uniform(int count, int size)
    {
        if (count < 0 || size < 1 || (long)count * size > int.MaxValue)
        {
            throw new KernelException(
                $"A uniform layout needs count >= 0, size >= 1 and count * size <= {int.MaxValue}; it was given {count} groups of {size}.");
        }

        return new GroupLayout(count, size, []);
    }

    /// <summary>Groups of differing sizes.</summary>
    /// <param name="offsets">[P + 1] ascending offsets, the first 0: group g covers offsets[g] up to but not including offsets[g + 1].</param>
    /// <exception cref="KernelException">No offset, a first offset other than 0, or offsets that descend.</exception>
    public static GroupLayout Ragged(ReadOnlySpan<int> offsets)
    {
        if (offsets.IsEmpty || offsets[0] != 0)
            throw new KernelException("Ragged group offsets must start with 0 and have one entry more than there are groups.");
        for (var g = FirstDescents(offsets); g < offsets.Length; g++)
        {
            if (offsets[g] < offsets[g - 1])
                throw new KernelException($"Ragged group offsets must ascend; offsets[{g}] = {offsets[g]} follows {offsets[g - 1]}.", g);
        }

        return new GroupLayout(offsets.Length - 1, 0, offsets);
    }

    /// <summary>Where to look for a first descent: 1 or later, four vectors at a time. One by one the check took a tenth of the whole call.</summary>
    private static int FirstDescents(ReadOnlySpan<int> offsets)
    {
        var width = Vector<int>.Count;
        ref var first = ref MemoryMarshal.GetReference(offsets);
        var g = 1;
        for (; g + 4 * width <= offsets.Length; g += 4 * width)
        {
            ref var block = ref Unsafe.Add(ref first, g);
            var descends = Descends(ref block) | Descends(ref Unsafe.Add(ref block, width))
                | Descends(ref Unsafe.Add(ref block, 2 * width)) | Descends(ref Unsafe.Add(ref block, 3 * width));
            if (descends != Vector<int>.Zero)
                break;
        }

        return g;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Descends(ref int block) =>
        Vector.LessThan(Vector.LoadUnsafe(ref block), Vector.LoadUnsafe(ref Unsafe.Subtract(ref block, 1)));
}
