using System.Reflection;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>Every kernel of the product: the public methods of the internal classes of bodies that take one job, for each element type.</summary>
internal static class KernelCatalogue
{
    /// <summary>The kernels, generic ones closed over float and double.</summary>
    internal static IReadOnlyList<(string Name, MethodInfo Method)> All { get; } = [.. Types
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.GetParameters() is [{ ParameterType.Name: var job }] && job.Split('`')[0].EndsWith("Job", StringComparison.Ordinal))
        .SelectMany(Closed)];

    /// <summary>The types that hold kernel code.</summary>
    internal static IEnumerable<Type> Types => typeof(IlgpuBackend).Assembly.GetTypes().Where(type => type.Namespace == typeof(IlgpuBackend).Namespace);

    /// <summary>Whether a kernel is started on devices with warps of 32 only, which OpenCL does not promise.</summary>
    internal static bool IsForWarps(string kernel) => kernel.StartsWith("WarpBodies.", StringComparison.Ordinal);

    private static IEnumerable<(string Name, MethodInfo Method)> Closed(MethodInfo method)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        if (!method.IsGenericMethodDefinition)
            return [(name, method)];
        if (method.GetGenericArguments()[1].GetGenericParameterConstraints().Any(type => type.Name.StartsWith("ILogit", StringComparison.Ordinal)))
        {
            return
            [
                ($"{name}<F32>", method.MakeGenericMethod(typeof(float), typeof(LogitF32))),
                ($"{name}<F16>", method.MakeGenericMethod(typeof(ushort), typeof(LogitF16))),
                ($"{name}<BF16>", method.MakeGenericMethod(typeof(ushort), typeof(LogitBF16))),
                ($"{name}<F64>", method.MakeGenericMethod(typeof(double), typeof(LogitF64))),
            ];
        }

        return
        [
            ($"{name}<float>", method.MakeGenericMethod(typeof(float), typeof(RealFloat))),
            ($"{name}<double>", method.MakeGenericMethod(typeof(double), typeof(RealDouble))),
        ];
    }
}
