namespace Rlar.Kernels.Ilgpu;

/// <summary>What runs the ILGPU kernels.</summary>
public enum DeviceKind
{
    /// <summary>ILGPU's CPU accelerator: it executes the kernels' C# on threads that play a GPU's. For tests; hundreds of times slower than SIMD.</summary>
    Emulator,

    /// <summary>An NVIDIA GPU, through the driver's libcuda.so.1.</summary>
    Cuda,

    /// <summary>An OpenCL device with a generic address space (OpenCL 2.0, or 3.0 with that feature), through libOpenCL.so.1.</summary>
    OpenCl,
}
