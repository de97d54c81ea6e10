using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>Compiles kernels to PTX and interprets it on memory of ILGPU's CPU accelerator; the rest of the backend is the product's.</summary>
/// <param name="contracts">Whether products and sums are fused.</param>
/// <param name="level">How far ILGPU optimises; the product's is O1.</param>
internal sealed unsafe class PtxLauncher(bool contracts, OptimizationLevel level = OptimizationLevel.O1) : IKernelLauncher
{
    private readonly Dictionary<MethodInfo, PtxKernel> _kernels = [];

    /// <summary>The kernels run so far.</summary>
    internal IReadOnlyCollection<MethodInfo> Kernels => _kernels.Keys;

    /// <summary>Instructions run so far.</summary>
    internal long Steps { get; private set; }

    /// <inheritdoc/>
    public void Launch<TJob>(Action<TJob> body, int blocks, int threads, in TJob job)
        where TJob : struct
    {
        if (!_kernels.TryGetValue(body.Method, out var kernel))
        {
            _kernels.Add(body.Method, kernel = PtxParser.Parse(PtxCompiler.Compile(body.Method, level)));
            if (contracts)
                _ = PtxContraction.Apply(kernel);
        }

        var parameter = new List<byte>();
        var ranges = new List<PtxRange>();
        Marshal(job, parameter, ranges);
        while (parameter.Count % 8 != 0)
            parameter.Add(0);
        Steps += PtxMachine.Run(kernel, [.. parameter], [.. ranges], blocks, threads);
    }

    // A view is an address and a length; all else has its own size and alignment.
    private static void Marshal(object value, List<byte> bytes, List<PtxRange> ranges)
    {
        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            var content = field.GetValue(value)!;
            if (field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(ArrayView<>))
            {
                typeof(PtxLauncher).GetMethod(nameof(View), BindingFlags.Static | BindingFlags.NonPublic)!
                    .MakeGenericMethod(field.FieldType.GetGenericArguments()).Invoke(null, [field.Name, content, bytes, ranges]);
            }
            else if (content is int number)
            {
                bytes.AddRange(BitConverter.GetBytes(number));
            }
            else if (content is long or double)
            {
                while (bytes.Count % 8 != 0)
                    bytes.Add(0);
                bytes.AddRange(content is long whole ? BitConverter.GetBytes(whole) : BitConverter.GetBytes((double)content));
            }
            else
            {
                while (bytes.Count % 8 != 0)
                    bytes.Add(0);
                Marshal(content, bytes, ranges);
                while (bytes.Count % 8 != 0)
                    bytes.Add(0);
            }
        }
    }

    private static void View<T>(string name, ArrayView<T> view, List<byte> bytes, List<PtxRange> ranges)
        where T : unmanaged
    {
        while (bytes.Count % 8 != 0)
            bytes.Add(0);
        var address = view.Length == 0 ? 0 : view.LoadEffectiveAddressAsPtr();
        bytes.AddRange(BitConverter.GetBytes((long)address));
        bytes.AddRange(BitConverter.GetBytes(view.Length));

        // Two views of one array are one range, or races between them would not be seen.
        if (view.Length > 0 && !ranges.Exists(range => range.Start == (ulong)address))
            ranges.Add(new PtxRange(name, (ulong)address, (byte*)address, view.Length * Unsafe.SizeOf<T>(), Math.Min(4, Unsafe.SizeOf<T>()), mustBeWritten: false));
    }
}
