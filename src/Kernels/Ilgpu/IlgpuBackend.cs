using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ILGPU.Runtime;

namespace Rlar.Kernels.Ilgpu;

/// <summary>One device with its kernels and its memory. Make one and share it: calls from several threads wait for each other.</summary>
public sealed class IlgpuBackend : IDisposable
{
    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly IKernelLauncher _launcher;
    private readonly DevicePool _pool;

    /// <summary>Takes over a context and a device of it.</summary>
    /// <param name="context">The context.</param>
    /// <param name="accelerator">The device.</param>
    /// <param name="launcher">How its kernels run; null: on the device itself.</param>
    /// <param name="threads">Threads of a block, a power of two between 32 and <see cref="Team.MaxBlock"/>; the results do not depend on it.</param>
    /// <param name="usesShuffles">Whether small groups are joined by shuffles; null: on CUDA, where every warp has 32 threads.</param>
    internal IlgpuBackend(
        Context context, Accelerator accelerator, IKernelLauncher? launcher = null, int threads = Team.MaxBlock, bool? usesShuffles = null)
    {
        UsesShuffles = usesShuffles ?? accelerator.AcceleratorType == AcceleratorType.Cuda;
        _context = context;
        _accelerator = accelerator;
        _launcher = launcher ?? new AcceleratorLauncher(accelerator);
        _pool = new DevicePool(accelerator);
        // Whole teams, whatever the device's limit is.
        BlockThreads = launcher is null ? Math.Min(threads, accelerator.MaxNumThreadsPerGroup / Team.Lanes * Team.Lanes) : threads;
        Device = new DeviceReport(Kind(accelerator), accelerator.Name, accelerator.MemorySize, null);
    }

    /// <summary>The device.</summary>
    public DeviceReport Device { get; }

    /// <summary>Held by an operation from its first copy to its last: one stream, one operation at a time.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Whether groups that fit a warp are joined by shuffles, not in shared memory. The bits are the same.</summary>
    internal bool UsesShuffles { get; }

    /// <summary>Threads of a block.</summary>
    internal int BlockThreads { get; }

    /// <summary>Opens the first device of a kind, where there is one.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="backend">The device; null where there is none.</param>
    /// <param name="report">What was found, or why there is none.</param>
    /// <returns>Whether it is there.</returns>
    public static bool TryOpen(DeviceKind kind, [NotNullWhen(true)] out IlgpuBackend? backend, out DeviceReport report)
    {
        backend = null;
        var context = Devices.TryCreate(kind, out var absence);
        if (context is null)
        {
            report = absence!;
            return false;
        }

        if (context.Devices[0].MaxNumThreadsPerGroup < Team.Lanes)
        {
            report = DeviceReport.Missing(kind, $"{context.Devices[0].Name} is there, but its blocks have fewer than {Team.Lanes} threads.");
            context.Dispose();
            return false;
        }

        try
        {
            backend = new IlgpuBackend(context, context.Devices[0].CreateAccelerator(context));
            report = backend.Device;
            return true;
        }
        catch (AcceleratorException error)
        {
            report = DeviceReport.Missing(kind, $"{context.Devices[0].Name} is there, but does not start: {error.Message}");
            context.Dispose();
            return false;
        }
    }

    /// <summary>Frees the device. No kernel may be running.</summary>
    public void Dispose()
    {
        _pool.Dispose();
        _accelerator.Dispose();
        _context.Dispose();
    }

    /// <summary>Memory for some elements, with whatever is in it.</summary>
    internal DeviceArray<T> Rent<T>(long length)
        where T : unmanaged
        => _pool.Rent<T>(length);

    /// <summary>Copies a span to the device.</summary>
    internal DeviceArray<T> Upload<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var array = _pool.Rent<T>(values.Length);
        if (!values.IsEmpty)
            array.View.CopyFromCPU(_accelerator.DefaultStream, values);
        return array;
    }

    /// <summary>Copies elements back; what was launched before has ended then.</summary>
    internal void Download<T>(ArrayView<T> values, Span<T> destination)
        where T : unmanaged
    {
        if (destination.IsEmpty)
            return;
        try
        {
            values.CopyToCPU(_accelerator.DefaultStream, destination);
            _accelerator.DefaultStream.Synchronize();
        }
        catch (AcceleratorException error)
        {
            throw Failed(error);
        }
    }

    /// <summary>Copies elements within the device, without waiting.</summary>
    internal void Copy<T>(ArrayView<T> from, ArrayView<T> to)
        where T : unmanaged
        => from.CopyTo(_accelerator.DefaultStream, to);

    /// <summary>Waits until all that was launched has ended.</summary>
    internal void Synchronize() => Guard(_accelerator.DefaultStream.Synchronize);

    /// <summary>Starts a kernel on teams of threads that are numbered through from 0; the last block may have teams without work.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="teams">Teams that have work; none: nothing is started.</param>
    /// <param name="width">Threads of a team, a power of two, at most <see cref="Team.Lanes"/>.</param>
    /// <param name="job">What it works on.</param>
    internal void Launch<TJob>(Action<TJob> body, long teams, int width, in TJob job)
        where TJob : struct
    {
        if (teams == 0)
            return;
        var blocks = checked((int)(((teams * width) + BlockThreads - 1) / BlockThreads));
        try
        {
            _launcher.Launch(body, blocks, BlockThreads, job);
        }
        catch (AcceleratorException error)
        {
            throw Failed(error);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (AcceleratorException error)
        {
            throw Failed(error);
        }
    }

    private KernelException Failed(AcceleratorException error) =>
        new($"{Device.Name} failed: {error.Message}. Nothing of this batch was computed; compute it on the CPU, or start anew.");

    private static DeviceKind Kind(Accelerator accelerator) => accelerator.AcceleratorType switch
    {
        AcceleratorType.Cuda => DeviceKind.Cuda,
        AcceleratorType.OpenCL => DeviceKind.OpenCl,
        _ => DeviceKind.Emulator,
    };
}
