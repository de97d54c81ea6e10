namespace Rlar.Host.Tests;

/// <summary>The same verdicts whatever the locale, and none where text cannot be treated as they need it.</summary>
public sealed class CultureTests : IDisposable
{
    private const string Rows = """
        {"id":"i","prompt":"p","tool":"exact-match","reference":"TITLE istanbul","completions":["title ISTANBUL","tıtle istanbul"]}
        {"id":"e","prompt":"p","tool":"exact-match","reference":"caf\u00e9","completions":["cafe\u0301","cafe"]}
        {"id":"n","prompt":"p","tool":"numeric-match","reference":"1234.5","completions":["1,234.5","1.234,5"]}
        {"id":"m","prompt":"p","tool":"math","reference":"1.5","completions":["$\\boxed{3/2}$","$\\boxed{1,5}$"]}

        """;

    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Theory]
    [InlineData("LC_ALL", "tr_TR.UTF-8")]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    [InlineData("LC_ALL", "C")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY", "1")]
    public void Score_AnyLocale_GivesTheSameBytes(string name, string value)
    {
        var expected = _rlar.Run(["score", "-", "-o", "-", "-q"], Rows);
        _rlar.Variables[name] = value;
        Assert.Equal(expected, _rlar.Run(["score", "-", "-o", "-", "-q"], Rows));
        Assert.Equal(0, expected.Code);
    }

    [Theory]
    [InlineData("score - -o -")]
    [InlineData("tools run exact-match - -o -")]
    [InlineData("math 1 2")]
    [InlineData("eval mt in.txt in.txt")]
    [InlineData("models tokenize in.txt -")]
    [InlineData("models logprobs in.txt -")]
    [InlineData("models ask in.txt hello")]
    public void Scoring_WithoutIcu_IsRefusedWithTheRemedy(string command)
    {
        _rlar.Write("in.txt", "text");
        _rlar.Variables["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        var (code, output, error) = _rlar.Run(command.Split(' '), Rows);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("no Unicode normalisation", error, StringComparison.Ordinal);
        Assert.Contains("unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Doctor_WithoutIcu_NamesItAndGoesOn()
    {
        _rlar.Variables["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        var (code, output, error) = _rlar.Run(["doctor"]);
        Assert.Equal((ExitCode.SomeFailed, ""), (code, error));
        Assert.Contains("ICU           MISSING", output, StringComparison.Ordinal);
        Assert.Contains("cores", output, StringComparison.Ordinal);
    }
}
