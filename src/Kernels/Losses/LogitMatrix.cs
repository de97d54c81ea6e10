using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rlar.Kernels.Losses;

/// <summary>The logits of a policy, [T, V] row by row: one row a token position, one column a token of the vocabulary. A view; it copies nothing.</summary>
public readonly ref struct LogitMatrix
{
    private LogitMatrix(LogitFormat format, ReadOnlySpan<byte> bytes, int vocabulary)
    {
        Format = format;
        Bytes = bytes;
        Vocabulary = vocabulary;
        var row = (long)vocabulary * ElementSize;
        if (vocabulary < 1)
            throw new KernelException($"The vocabulary has {vocabulary} tokens; it must have at least 1.");
        if (bytes.Length % row != 0)
            throw new KernelException($"logits has {bytes.Length / ElementSize} entries, which is no whole number of rows of {vocabulary}.");
        Tokens = (int)(bytes.Length / row);
    }

    /// <summary>How the logits are stored.</summary>
    public LogitFormat Format { get; }

    /// <summary>T, the number of rows.</summary>
    public int Tokens { get; }

    /// <summary>V, the number of columns, at least 1.</summary>
    public int Vocabulary { get; }

    /// <summary>Bytes of one logit.</summary>
    public int ElementSize => Format switch { LogitFormat.F32 => 4, LogitFormat.F64 => 8, _ => 2 };

    /// <summary>The logits as they lie in memory, T V <see cref="ElementSize"/> bytes.</summary>
    internal ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Logits in binary32.</summary>
    /// <param name="logits">[T, V] logits. A logit may be -infinity (a token that cannot come), not +infinity and not NaN.</param>
    /// <param name="vocabulary">V, at least 1.</param>
    /// <exception cref="KernelException">V below 1, or a length that is no multiple of it.</exception>
    public static LogitMatrix F32(ReadOnlySpan<float> logits, int vocabulary) => new(LogitFormat.F32, Cast(logits), vocabulary);

    /// <summary>Logits in binary64.</summary>
    /// <param name="logits">[T, V] logits. A logit may be -infinity, not +infinity and not NaN.</param>
    /// <param name="vocabulary">V, at least 1.</param>
    /// <exception cref="KernelException">V below 1, or a length that is no multiple of it.</exception>
    public static LogitMatrix F64(ReadOnlySpan<double> logits, int vocabulary) => new(LogitFormat.F64, Cast(logits), vocabulary);

    /// <summary>Logits in binary16.</summary>
    /// <param name="logits">[T, V] the bits of the logits. A logit may be -infinity, not +infinity and not NaN.</param>
    /// <param name="vocabulary">V, at least 1.</param>
    /// <exception cref="KernelException">V below 1, or a length that is no multiple of it.</exception>
    public static LogitMatrix F16(ReadOnlySpan<ushort> logits, int vocabulary) => new(LogitFormat.F16, Cast(logits), vocabulary);

    /// <summary>Logits in bfloat16.</summary>
    /// <param name="logits">[T, V] the bits of the logits. A logit may be -infinity, not +infinity and not NaN.</param>
    /// <param name="vocabulary">V, at least 1.</param>
    /// <exception cref="KernelException">V below 1, or a length that is no multiple of it.</exception>
    public static LogitMatrix BF16(ReadOnlySpan<ushort> logits, int vocabulary) => new(LogitFormat.BF16, Cast(logits), vocabulary);

    /// <summary>One logit, widened exactly.</summary>
    /// <param name="index">Zero-based position in the flat [T, V].</param>
    internal double this[long index]
    {
        get
        {
            ref var at = ref Unsafe.AddByteOffset(ref MemoryMarshal.GetReference(Bytes), (nint)(index * ElementSize));
            return Format switch
            {
                LogitFormat.F32 => Unsafe.ReadUnaligned<float>(ref at),
                LogitFormat.F16 => (double)Unsafe.ReadUnaligned<Half>(ref at),
                LogitFormat.BF16 => BitConverter.UInt32BitsToSingle((uint)Unsafe.ReadUnaligned<ushort>(ref at) << 16),
                _ => Unsafe.ReadUnaligned<double>(ref at),
            };
        }
    }

    private static ReadOnlySpan<byte> Cast<T>(ReadOnlySpan<T> logits)
        where T : unmanaged
    {
        if ((long)logits.Length * Unsafe.SizeOf<T>() > int.MaxValue)
        {
            throw new KernelException(
                $"logits has {logits.Length} entries of {Unsafe.SizeOf<T>()} bytes; one call takes at most {int.MaxValue} bytes. Hand the rows over in parts.");
        }

        return MemoryMarshal.AsBytes(logits);
    }
}
