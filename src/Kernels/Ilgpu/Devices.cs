using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The GPUs of this machine that ILGPU kernels can run on. Nothing here throws because something is missing.</summary>
public static class Devices
{
    /// <summary>Threads of a warp, as on every NVIDIA GPU; ILGPU's own default of 4 would hide faults of partial warps.</summary>
    internal const int EmulatedWarp = 32;

    /// <summary>Every GPU that is there, and a report of absence for each kind that is not. The emulator is always there and not listed.</summary>
    public static IReadOnlyList<DeviceReport> List()
    {
        NativeDrivers.Prepare();
        return [.. Probe(DeviceKind.Cuda), .. Probe(DeviceKind.OpenCl)];
    }

    private static DeviceReport[] Probe(DeviceKind kind)
    {
        var context = TryCreate(kind, out var absence);
        if (context is null)
            return [absence!];
        using (context)
        {
            return [.. context.Devices.Select(device => new DeviceReport(kind, device.Name, device.MemorySize, null))];
        }
    }

    /// <summary>A context with at least one device of a kind, or why there is none.</summary>
    internal static Context? TryCreate(DeviceKind kind, out DeviceReport? absence)
    {
        NativeDrivers.Prepare();
        absence = kind switch
        {
            DeviceKind.Cuda when !NativeDrivers.IsInstalled(NativeDrivers.Cuda) => DeviceReport.Missing(
                kind, $"{NativeDrivers.Cuda} is not there: install NVIDIA's driver, and in a container make it visible."),
            DeviceKind.OpenCl when !NativeDrivers.IsInstalled(NativeDrivers.OpenCl) => DeviceReport.Missing(
                kind, $"{NativeDrivers.OpenCl} is not there: install an OpenCL loader (ocl-icd-libopencl1) and the device's own driver."),
            _ => null,
        };
        if (absence is not null)
            return null;
        try
        {
            // O1: at O2 ILGPU 1.5.3 moves a load from shared memory past the barrier behind it. Default: its fast modes make even doubles approximate.
            var context = Context.Create(builder => Add(builder.EnableAlgorithms().Optimize(OptimizationLevel.O1).Math(MathMode.Default), kind));
            if (context.Devices.Length > 0)
                return context;
            context.Dispose();
            absence = DeviceReport.Missing(kind, kind == DeviceKind.Cuda
                ? "NVIDIA's driver is there, but it reports no GPU: see nvidia-smi."
                : "OpenCL is there, but no device with a generic address space and double precision: see clinfo.");
        }
        catch (Exception error) when (error is AcceleratorException or NotSupportedException or DllNotFoundException or EntryPointNotFoundException)
        {
            absence = DeviceReport.Missing(kind, $"the driver refused: {error.Message}");
        }

        return null;
    }

    private static void Add(Context.Builder builder, DeviceKind kind) => _ = kind switch
    {
        DeviceKind.Cuda => builder.Cuda(),
        DeviceKind.OpenCl => builder.OpenCL(device => device.Capabilities is { GenericAddressSpace: true, Float64: true }),
        _ => builder.CPU(new CPUDevice(EmulatedWarp, 1, 1)),
    };
}
