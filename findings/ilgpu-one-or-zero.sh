#!/usr/bin/env bash
# ILGPU 1.5.3: x += condition ? 1 : 0 with a double x, compiled to PTX.
#
# Guess: 1.0 or 0.0 is added, as the C# says and as ILGPU's CPU accelerator does; and if a ternary of integers were a danger, then of any integers.
#
# Behaviour: for 1 and 0 the C# compiler writes the comparison itself and converts its result (cgt, conv.r8). ILGPU selects between the bit patterns
# of the integers: 0d0000000000000001 is 4.9E-324. Counts of matching elements are 0 on a GPU. With 7 and 3 the integers are selected and then
# converted, which is right; with 1.0 and 0.0, too.
#
# Seen: the lines at the end of this file, the instructions that make the addend. Rlar's kernels are scanned for it (docs/gpu.md).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
cd "$work"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="ILGPU" Version="1.5.3" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

foreach (var kernel in new[] { Kernels.OneOrZero, Kernels.SevenOrThree, Kernels.OnePointOrZeroPoint })
{
    // PTX needs no device and no driver.
    using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O1));
    using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_70, null!);
    var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel.Method), KernelSpecialization.Empty);
    var lines = compiled.PTXAssembly.Split('\n').Select(line => line.Trim().Replace("\t", " ")).Where(line => line.StartsWith("selp") || line.StartsWith("cvt"));
    using var cpu = Context.Create(builder => builder.CPU());
    using var accelerator = cpu.CreateCPUAccelerator(0);
    using var memory = accelerator.Allocate1D(new[] { 5.0 });
    accelerator.LoadStreamKernel(kernel)((1, 1), memory.View);
    accelerator.Synchronize();
    Console.WriteLine($"{kernel.Method.Name}: CPU accelerator 5 -> {memory.GetAsArray1D()[0]}, PTX {string.Join(" ", lines)}");
}

public static class Kernels
{
    public static void OneOrZero(ArrayView<double> x)
    {
        var sum = x[0];
        sum += x[0] > 1 ? 1 : 0;
        x[0] = sum;
    }

    public static void SevenOrThree(ArrayView<double> x)
    {
        var sum = x[0];
        sum += x[0] > 1 ? 7 : 3;
        x[0] = sum;
    }

    public static void OnePointOrZeroPoint(ArrayView<double> x)
    {
        var sum = x[0];
        sum += x[0] > 1 ? 1.0 : 0.0;
        x[0] = sum;
    }
}
CS
dotnet build -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
dotnet out/probe.dll >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
OneOrZero: CPU accelerator 5 -> 6, PTX selp.b64 %fd3, 0d0000000000000001, 0d0000000000000000, %p1;
SevenOrThree: CPU accelerator 5 -> 12, PTX selp.b32 %r1, 7, 3, %p1; cvt.rn.f64.s32 %fd3, %r1;
OnePointOrZeroPoint: CPU accelerator 5 -> 6, PTX selp.b64 %fd3, 0d3FF0000000000000, 0d0000000000000000, %p1;
EXPECTED
echo "as recorded"
