using Xunit;

namespace Rlar.Tests;

/// <summary>The small real models beside the checkout, which a user does not have: tests that want one skip with a message where it is missing.</summary>
public static class SharedModels
{
    /// <summary>A one-second model: 260 thousand weights, 512 tokens, F32.</summary>
    public const string Stories260K = "stories260K/stories260K.f32.gguf";

    /// <summary>The path of ../shared/models/NAME; skips the test where there is none.</summary>
    public static string Require(string name)
    {
        var path = Path.Combine(SharedData.Repository, "..", "shared", "models", name);
        Assert.SkipUnless(File.Exists(path), $"shared/models/{name} is not beside this checkout");
        return path;
    }
}
