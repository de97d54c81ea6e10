using System.Reflection;
using System.Text.RegularExpressions;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The rules of kernel code, held by scans of every kernel's IL and PTX, each with a probe that shows that the scan sees what it should.</summary>
public sealed partial class KernelRuleTests
{
    public static TheoryData<string> Kernels => [.. KernelCatalogue.All.Select(kernel => kernel.Name)];

    [Fact]
    public void Catalogue_HoldsTheKernels() => Assert.True(KernelCatalogue.All.Count >= 17, $"{KernelCatalogue.All.Count}");

    /// <summary>The interpreter knows every instruction of every kernel, so none has an atomic, a call, a vote, a flush to zero or an approximation in f64.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Ptx_EveryInstruction_IsKnown(string kernel)
    {
        var text = PtxCompiler.Compile(Method(kernel));
        var parsed = PtxParser.Parse(text);
        Assert.NotEmpty(parsed.Code);
        Assert.Equal(KernelCatalogue.IsForWarps(kernel), parsed.Code.Any(instruction => instruction.Op is PtxOp.Shfl));
        Assert.Empty(SmallIntegersAsFloats(text));
    }

    [Fact]
    public void Ptx_IntegerTernaryIntoADouble_IsSeen() =>
        Assert.NotEmpty(SmallIntegersAsFloats(PtxCompiler.Compile(typeof(PtxProbes).GetMethod(nameof(PtxProbes.IntegerTernary))!)));

    [Fact]
    public void Il_NoKernelCode_PutsAnIntegerTernaryIntoAFloat()
    {
        var methods = KernelCatalogue.Types
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        Assert.All(methods, method => Assert.False(HasIntegerTernaryIntoFloat(method), $"{method.DeclaringType}.{method.Name}"));
        Assert.True(HasIntegerTernaryIntoFloat(typeof(PtxProbes).GetMethod(nameof(PtxProbes.IntegerTernary))!));
        Assert.False(HasIntegerTernaryIntoFloat(typeof(PtxProbes).GetMethod(nameof(PtxProbes.DoubleTernary))!));
    }

    /// <summary>ILGPU gives the constants of such a ternary to a float register as they are: 1 becomes the smallest denormal.</summary>
    private static string[] SmallIntegersAsFloats(string ptx) =>
        [.. DenormalConstant().Matches(ptx).Select(match => match.Value)];

    // What the C# compiler makes of c ? 1 : 0 where a float is wanted: a bare ceq, cgt or clt, then conv.r. Other constants are selected as integers.
    private static bool HasIntegerTernaryIntoFloat(MethodInfo method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 2; i < il.Length; i++)
        {
            if (il[i] is 0x6B or 0x6C or 0x76 && il[i - 2] == 0xFE && il[i - 1] is >= 1 and <= 5)
                return true;
        }

        return false;
    }

    private static MethodInfo Method(string name) => KernelCatalogue.All.Single(kernel => kernel.Name == name).Method;

    [GeneratedRegex(@"0d00000000000000(?!00)[0-9A-F]{2}|0f000000(?!00)[0-9A-F]{2}", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DenormalConstant();
}
