using System.Diagnostics;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The OpenCL C that ILGPU writes of the kernels is read by a real compiler's front end, where there is one: clang with its OpenCL headers.</summary>
public sealed class OpenClTests
{
    public static TheoryData<string> Kernels => [.. KernelCatalogue.All.Select(kernel => kernel.Name).Where(kernel => !KernelCatalogue.IsForWarps(kernel))];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void OpenClC_EveryKernel_IsAcceptedByClang(string kernel)
    {
        var clang = Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "clang*")).FirstOrDefault(file => Path.GetFileName(file) is "clang" or ['c', 'l', 'a', 'n', 'g', '-', _, _]);
        if (clang is null)
            Assert.Skip("clang is not installed (apt install clang): the OpenCL C of the kernels was not read by a compiler.");
        var start = new ProcessStartInfo(clang, ["-x", "cl", "-cl-std=CL3.0", "-Xclang", "-finclude-default-header", "-target", "spir64", "-fsyntax-only", "-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(Source(KernelCatalogue.All.Single(k => k.Name == kernel).Method));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string Source(MethodInfo method)
    {
        using var context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O1).Math(MathMode.Default));
        var constructor = typeof(CLCapabilityContext).GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var everything = (CLCapabilityContext)constructor.Invoke([.. constructor.GetParameters().Select(_ => (object)true)]);
        using var backend = new CLBackend(context, everything, CLDeviceVendor.Other, CLCVersion.CL30);
        return ((CLCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), KernelSpecialization.Empty)).Source;
    }
}
