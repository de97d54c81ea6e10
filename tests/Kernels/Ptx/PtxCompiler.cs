using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>PTX of kernels, by ILGPU's own compiler, without a device or a driver.</summary>
internal static class PtxCompiler
{
    /// <summary>Compiles one kernel. A context for each: a failed compilation spoils its context.</summary>
    internal static string Compile(MethodInfo method, OptimizationLevel level = OptimizationLevel.O1)
    {
        using var context = Context.Create(builder => builder.EnableAlgorithms().Optimize(level).Math(MathMode.Default));
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_88, null!);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), KernelSpecialization.Empty)).PTXAssembly;
    }
}
