using Rlar.Inference.Templates;
using Rlar.Inference.Templates.Jinja;

namespace Rlar.Inference.Tests.Templates.Jinja;

/// <summary>A template comes with a file from elsewhere: whatever it does ends, in little memory and on a small stack.</summary>
public sealed class JinjaBudgetTests
{
    private const string Nested = "{% set ns = namespace(x=[], y=[]) %}{% for a in range(99999) %}"
        + "{% set ns.x = [ns.x] %}{% set ns.y = [ns.y] %}{% endfor %}";
    private const string Twice = "{% set ns = namespace(x=['a'], y=['a']) %}{% for a in range(60) %}"
        + "{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}";
    private const string Long = "{% set ns = namespace(x='0123456789', l=[]) %}{% for a in range(16) %}{% set ns.x = ns.x + ns.x %}{% endfor %}";
    private const int SmallStack = 1_500_000;

    [Theory]
    [InlineData("{% for a in range(1000000) %}{% for b in range(1000000) %}{% endfor %}{% endfor %}", "steps")]
    [InlineData("{% for a in range(100000000) %}x{% endfor %}", "steps")]
    [InlineData("{% set ns = namespace(x='0123456789') %}{% for a in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}", "characters")]
    [InlineData("{% set ns = namespace(x='0123456789') %}{% for a in range(60) %}{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}{% endfor %}", "characters")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "deep")]
    // Values that lie within each other without end, or that are twice in themselves: 2 to the 60th.
    [InlineData(Nested + "{{ ns.x == ns.y }}", "deep")]
    [InlineData(Nested + "{{ ns.x in [ns.y] }}", "deep")]
    [InlineData(Nested + "{{ ns.x|tojson }}", "deep")]
    [InlineData(Twice + "{{ ns.x == ns.y }}", "steps")]
    [InlineData(Twice + "{{ ns.x|tojson }}", "characters")]
    [InlineData(Twice + "{{ ns.x|tojson(indent=100) }}", "characters")]
    // What one filter, method or test goes through and makes is as long as the template likes.
    [InlineData("{% set r = range(100000) %}{% for a in r %}{{ -1 in r }}{% endfor %}", "steps")]
    [InlineData("{% set r = range(100000) %}{% for a in r %}{% set x = r|reject('number')|list|length %}{% endfor %}", "characters")]
    [InlineData(Long + "{% for a in range(9999) %}{% set ns.l = ns.l + [ns.x[a:]] %}{% endfor %}", "characters")]
    [InlineData(Long + "{% for a in range(9999) %}{% set ns.l = ns.l + [ns.x|list] %}{% endfor %}", "characters")]
    [InlineData(Long + "{% for a in range(9999) %}{% set ns.l = ns.l + [ns.x.split('0')] %}{% endfor %}", "characters")]
    [InlineData(Long + "{% for a in range(999999) %}{{ 'x' in ns.x }}{% endfor %}", "steps")]
    [InlineData(Long + "{% set x = ns.x ~ '🙂' %}{% for a in range(999999) %}{% set y = x[1] %}{% endfor %}", "characters")]
    public void Write_TemplateWithoutEnd_IsRefused(string template, string expected) =>
        Assert.Contains(expected, OnSmallStack(template)!.Message, StringComparison.Ordinal);

    public static TheoryData<string, string, int, string> Deep => new()
    {
        { "", "(", 5000, "x" },
        { "", "not ", 5000, "x" },
        { "", "-", 5000, "1" },
        { "", "[", 5000, "" },
        { "x", "|trim", 5000, "" },
        { "x", "|trim", 150_000, "" },
        { "x", "~x", 200_000, "" },
        { "", "x or ", 200_000, "x" },
        { "x", "|default(x)", 90_000, "" },
        { "messages", "[0:]", 200_000, "" },
        { "", "'a' ", 250_000, "" },
        { "", "x if x else ", 80_000, "x" },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void Read_DeepExpression_EndsOrIsRefused(string start, string repeated, int count, string end) =>
        OnSmallStack($"{{{{ {start}{string.Concat(Enumerable.Repeat(repeated, count))}{end} }}}}");

    [Fact]
    public void Read_DeepBlocks_AreRefused() => Assert.NotNull(OnSmallStack(string.Concat(Enumerable.Repeat("{% if x %}", 5000))));

    // Each call as deep as blocks and expressions can be.
    [Fact]
    public void Write_DeepMacroThatCallsItself_IsRefused()
    {
        static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
        var error = OnSmallStack(
            $"{{% macro m() %}}{Times("{% if true %}", 90)}{{{{ {Times("[", 45)}m(){Times("]", 45)} }}}}{Times("{% endif %}", 90)}{{% endmacro %}}{{{{ m() }}}}");
        Assert.Contains("deep", error!.Message, StringComparison.Ordinal);
    }

    // What is counted is not so little that a long conversation is refused.
    [Theory]
    [InlineData(2, 1_000_000)]
    [InlineData(1000, 1000)]
    public void Write_LongConversation_IsWritten(int turns, int length)
    {
        var content = string.Concat(Enumerable.Repeat("<think>\na</think>b\n\n", length / 20));
        var messages = Enumerable.Range(0, turns).Select(turn => new ChatTurn(turn % 2 == 0 ? TurnRole.User : TurnRole.Assistant, content)).ToList();
        foreach (var (family, template) in FamilyShapes.All)
        {
            var pieces = JinjaTemplate.Read(template).Write(messages, true, "<s>", "</s>");
            Assert.True(pieces.Count > 0, family);
        }
    }

    // As much as a thread of the pool has.
    private static JinjaException? OnSmallStack(string template)
    {
        JinjaException? refused = null;
        Exception? other = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    _ = JinjaTemplate.Read(template).Write([new ChatTurn(TurnRole.User, "u")], true, "", "");
                }
                catch (JinjaException error)
                {
                    refused = error;
                }
                catch (Exception error)
                {
                    other = error;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.Null(other);
        return refused;
    }
}
