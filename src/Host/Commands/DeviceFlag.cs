using System.CommandLine;
using Rlar.Grpo.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Host.Commands;

/// <summary>The option that says what computes advantages, shared by the commands that do.</summary>
internal sealed class DeviceFlag
{
    private readonly Option<string> _device = new("--device")
    {
        Description = "What computes advantages and shaping steps: auto is the CPU until a device was measured to win, copies included; "
            + "'rlar devices' lists what is there.",
        DefaultValueFactory = _ => "auto",
        HelpName = "auto|cpu|cuda|opencl",
    };

    /// <summary>The option, to be added to a command.</summary>
    internal Option Option => _device;

    /// <summary>Opens what was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Threads on the CPU.</param>
    /// <exception cref="HostException">An unknown name, or a device that this machine does not have.</exception>
    internal OpenDevice Open(ParseResult parsed, int threads) => parsed.GetValue(_device) switch
    {
        "auto" or "cpu" => OpenDevice.Cpu(new CpuBackend(new CpuOptions { Threads = threads })),
        "cuda" => Open("cuda", DeviceKind.Cuda),
        "opencl" => Open("opencl", DeviceKind.OpenCl),
        var other => throw new HostException($"--device is auto, cpu, cuda or opencl, not '{other}'."),
    };

    private static OpenDevice Open(string name, DeviceKind kind) => IlgpuBackend.TryOpen(kind, out var backend, out var report)
        ? new OpenDevice(backend, new AdvantageDevice(
            name, new IlgpuAdvantages<double>(backend), new IlgpuBaselineAdvantages<double>(backend),
            new ShapingKernels(new IlgpuShaping(backend), new IlgpuNormalization(backend))))
        : throw new HostException($"--device {name}: {report.Absence} Without --device the CPU computes; 'rlar devices' lists what is there.");

    /// <summary>What computes, until it is disposed.</summary>
    /// <param name="backend">What is freed at the end.</param>
    /// <param name="device">Its kernels.</param>
    internal sealed class OpenDevice(IDisposable backend, AdvantageDevice device) : IDisposable
    {
        /// <summary>Its kernels.</summary>
        internal AdvantageDevice Device => device;

        /// <summary>The shaping steps' kernels.</summary>
        internal ShapingKernels Shaping => device.Shaping;

        internal static OpenDevice Cpu(CpuBackend backend) => new(
            backend, new AdvantageDevice("", new CpuAdvantages<double>(backend), new CpuBaselineAdvantages<double>(backend), ShapingKernels.Cpu()));

        /// <summary>A computation on it.</summary>
        internal AdvantageComputation Compute(AdvantageOptions options) => device.Compute(options);

        /// <inheritdoc/>
        public void Dispose() => backend.Dispose();
    }
}
