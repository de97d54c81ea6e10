using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>The formats in which a row of logits may lie.</summary>
internal static unsafe class LogitSources
{
    /// <summary>binary32.</summary>
    internal readonly struct F32 : ILogitSource
    {
        public static int Size => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Load<TLanes>(byte* row, int column)
            where TLanes : unmanaged, ILogitLanes<TLanes> => TLanes.LoadSingle((float*)row + column);

        public static float At(byte* row, int column) => ((float*)row)[column];
    }

    /// <summary>binary16.</summary>
    internal readonly struct F16 : ILogitSource
    {
        public static int Size => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Load<TLanes>(byte* row, int column)
            where TLanes : unmanaged, ILogitLanes<TLanes> => TLanes.LoadHalf((ushort*)row + column);

        public static float At(byte* row, int column) => (float)((Half*)row)[column];
    }

    /// <summary>bfloat16.</summary>
    internal readonly struct BF16 : ILogitSource
    {
        public static int Size => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Load<TLanes>(byte* row, int column)
            where TLanes : unmanaged, ILogitLanes<TLanes> => TLanes.LoadBFloat16((ushort*)row + column);

        public static float At(byte* row, int column) => BitConverter.UInt32BitsToSingle((uint)((ushort*)row)[column] << 16);
    }
}
