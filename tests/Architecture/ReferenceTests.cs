using System.Reflection;
using Rlar.Tests;

namespace Rlar.Architecture.Tests;

/// <summary>Kernels &lt;- Inference &lt;- Agents &lt;- Grpo &lt;- Host, no arrow back.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] s_order = ["Rlar.Kernels", "Rlar.Inference", "Rlar.Agents", "Rlar.Grpo", "rlar"];

    public static TheoryData<string> Assemblies => [.. s_order];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_ReferencesOnlyWhatIsBelowIt(string name)
    {
        var allowed = s_order.TakeWhile(other => other != name).ToArray();
        var referenced = Assembly.Load(name).GetReferencedAssemblies().Select(r => r.Name!).Where(r => r.StartsWith("Rlar", StringComparison.OrdinalIgnoreCase));
        Assert.All(referenced, reference => Assert.Contains(reference, allowed));
    }

    [Fact]
    public void Kernels_ReferenceTheRuntimeAlone() =>
        Assert.All(Assembly.Load("Rlar.Kernels").GetReferencedAssemblies(), r => Assert.StartsWith("System.", r.Name, StringComparison.Ordinal));

    [Fact]
    public void Libraries_WriteToNoConsole()
    {
        foreach (var name in s_order[..^1])
            Assert.DoesNotContain(Assembly.Load(name).GetReferencedAssemblies(), r => r.Name == "System.Console");
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_TypesLieInItsNamespace(string name)
    {
        var root = name == "rlar" ? "Rlar.Host" : name;
        var strays = Assembly.Load(name).GetExportedTypes().Where(type => type.FullName != "Rlar.RlarException" && type.Namespace?.StartsWith(root, StringComparison.Ordinal) != true);
        Assert.Empty(strays);
    }

    [Fact]
    public void Sources_EveryProject_HasItsTests()
    {
        foreach (var project in Directory.GetDirectories(Path.Combine(SharedData.Repository, "src")).Select(Path.GetFileName))
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(SharedData.Repository, "tests", project!), "*.csproj"));
    }
}
