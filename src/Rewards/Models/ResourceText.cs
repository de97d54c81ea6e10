using System.Text;

namespace Rlar.Rewards.Models;

/// <summary>Data files: those inside this assembly, and those that a user gives in an option.</summary>
internal static class ResourceText
{
    private const int MostBytes = 1 << 20;

    /// <summary>A file of this assembly.</summary>
    internal static string Read(string name)
    {
        using var stream = typeof(ResourceText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var text = new StreamReader(stream, Encoding.UTF8);
        return text.ReadToEnd();
    }

    /// <summary>A user's file, of at most a mebibyte.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    internal static string ReadFile(string tool, string option, string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes
                ? File.ReadAllText(path)
                : throw new ToolException($"Tool {tool}: option {option}: {path} has more than {MostBytes} bytes.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Tool {tool}: option {option}: {path} cannot be read: {error.Message}", error);
        }
    }
}
