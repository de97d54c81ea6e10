namespace Rlar.Kernels.Cpu;

/// <summary>What the kernel for short groups knows of a row, which holds one group, when it is compiled.</summary>
internal interface IRowShape
{
    /// <summary>Rewards that a row has room for: 8 or 16.</summary>
    static abstract int Length { get; }

    /// <summary>Every group fills its row: no masks, and sizes that are known.</summary>
    static abstract bool IsFull { get; }

    /// <summary>Groups of up to 8: rows of one octet, masked.</summary>
    internal readonly struct Of8 : IRowShape
    {
        public static int Length => 8;

        public static bool IsFull => false;
    }

    /// <summary>Groups of up to 16: rows of two octets, masked.</summary>
    internal readonly struct Of16 : IRowShape
    {
        public static int Length => 16;

        public static bool IsFull => false;
    }

    /// <summary>Groups of 16: rows of two octets, all lanes in use.</summary>
    internal readonly struct FullOf16 : IRowShape
    {
        public static int Length => 16;

        public static bool IsFull => true;
    }
}
