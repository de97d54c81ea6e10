namespace Rlar.Kernels.Cpu;

internal static unsafe partial class ShortGroup
{
    /// <summary>A size that is known when the code for it is compiled.</summary>
    private interface ISize
    {
        /// <summary>Completions a group.</summary>
        static abstract int Count { get; }
    }

    private readonly struct Of2 : ISize
    {
        public static int Count => 2;
    }

    private readonly struct Of3 : ISize
    {
        public static int Count => 3;
    }

    private readonly struct Of4 : ISize
    {
        public static int Count => 4;
    }

    private readonly struct Of5 : ISize
    {
        public static int Count => 5;
    }

    private readonly struct Of6 : ISize
    {
        public static int Count => 6;
    }

    private readonly struct Of7 : ISize
    {
        public static int Count => 7;
    }

    private readonly struct Of8 : ISize
    {
        public static int Count => 8;
    }

    private readonly struct Of9 : ISize
    {
        public static int Count => 9;
    }

    private readonly struct Of10 : ISize
    {
        public static int Count => 10;
    }

    private readonly struct Of11 : ISize
    {
        public static int Count => 11;
    }

    private readonly struct Of12 : ISize
    {
        public static int Count => 12;
    }

    private readonly struct Of13 : ISize
    {
        public static int Count => 13;
    }

    private readonly struct Of14 : ISize
    {
        public static int Count => 14;
    }

    private readonly struct Of15 : ISize
    {
        public static int Count => 15;
    }

    private readonly struct Of16 : ISize
    {
        public static int Count => 16;
    }
}
