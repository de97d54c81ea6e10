using System.Buffers;
using System.Net;
using System.Text;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>The fenced blocks of a Markdown text, as CommonMark has them and as models write them: in lists, in quotes, cut off at the end.</summary>
internal static class FencedBlocks
{
    private static readonly SearchValues<char> s_wordEnds = SearchValues.Create(" \t,{}:;=([");

    /// <summary>The blocks in their order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="languages">The languages whose triple-quoted strings may hold fences of their own.</param>
    internal static List<FencedBlock> Of(string text, IReadOnlyCollection<string> languages) => Of(text, languages, isInner: false);

    private static List<FencedBlock> Of(string text, IReadOnlyCollection<string> languages, bool isInner)
    {
        var blocks = new List<FencedBlock>();
        Open? open = null;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].TrimEnd('\r');
            if (open is null)
            {
                open = Open.Start(line, languages);
            }
            else if (open.Take(line))
            {
                // A page of Markdown that is quoted as such has blocks of its own.
                var block = open.Block();
                if (!isInner && block.Language is "markdown" or "md")
                    blocks.AddRange(Of(block.Text, languages, isInner: true));
                else
                    blocks.Add(block);
                open = null;
            }
        }

        // An answer that was cut off has no closing fence; what there is of it is the program.
        if (open?.Block() is { } last)
            blocks.Add(last with { Text = WithoutTag(last.Text) });
        return blocks;
    }

    /// <summary>Without the element's end behind a block that was never closed.</summary>
    private static string WithoutTag(string text)
    {
        var code = text.AsSpan().TrimEnd();
        var line = code[(code.LastIndexOf('\n') + 1)..];
        return line.StartsWith("</") && line.EndsWith(">") && line.IndexOfAny(" \t;") < 0 ? text[..(code.Length - line.Length)] : text;
    }

    /// <summary>What the last code element of an HTML text holds, or null where it has none.</summary>
    /// <param name="text">The text.</param>
    internal static string? OfMarkup(string text)
    {
        var start = text.LastIndexOf("<code", StringComparison.OrdinalIgnoreCase);
        var from = start < 0 ? -1 : text.IndexOf('>', start);
        if (from < 0)
            return null;
        var end = text.IndexOf("</code", from, StringComparison.OrdinalIgnoreCase);
        var code = WebUtility.HtmlDecode(end < 0 ? text[(from + 1)..] : text[(from + 1)..end]);
        return code.Contains('\n', StringComparison.Ordinal) ? code : null;
    }

    private sealed class Open
    {
        private readonly StringBuilder _body = new();
        private readonly string _fence;
        private readonly string _indent;
        private readonly bool _isQuoted;
        private readonly bool _hasStrings;
        private readonly string _language;
        private int _firstEnd = -1;
        private char _string;

        private Open(string fence, string language, string indent, bool isQuoted, bool hasStrings)
        {
            (_fence, _language, _indent, _isQuoted, _hasStrings) = (fence, language, indent, isQuoted, hasStrings);
        }

        /// <summary>The block that a line opens, or null.</summary>
        internal static Open? Start(ReadOnlySpan<char> line, IReadOnlyCollection<string> languages)
        {
            var isQuoted = line.StartsWith(">");
            line = isQuoted ? Unquoted(line) : line;
            var marker = ListMarker(line);
            var trimmed = line[marker..].TrimStart(" \t");
            if (!trimmed.StartsWith("```") && !trimmed.StartsWith("~~~"))
            {
                // Glued to the end of a sentence, with its language.
                var glued = trimmed.LastIndexOf("```");
                return glued >= 0 && languages.Contains(Language(trimmed[(glued + 3)..].Trim()))
                    ? new Open("```", Language(trimmed[(glued + 3)..].Trim()), "", isQuoted, true)
                    : null;
            }

            var length = trimmed.IndexOfAnyExcept(trimmed[0]);
            var fence = (length < 0 ? trimmed : trimmed[..length]).ToString();
            var info = length < 0 ? [] : trimmed[length..].Trim();
            if (fence[0] == '`' && info.Contains('`'))
                return null;
            var language = Language(info);
            return new Open(
                fence,
                language,
                marker > 0 ? "" : line[..^trimmed.Length].ToString(),
                isQuoted,
                language.Length == 0 || languages.Contains(language));
        }

        /// <summary>Takes a further line; whether it closes the block.</summary>
        internal bool Take(ReadOnlySpan<char> line)
        {
            line = _isQuoted && line.StartsWith(">") ? Unquoted(line) : line;
            var trimmed = line.Trim(" \t");
            if (trimmed.StartsWith(_fence) && trimmed.IndexOfAnyExcept(_fence[0]) < 0)
            {
                if (_string == 0)
                    return true;
                if (_firstEnd < 0)
                    _firstEnd = _body.Length;
            }

            if (_hasStrings)
                Scan(line);
            _body.Append(line.StartsWith(_indent) ? line[_indent.Length..] : line.TrimStart(" \t")).Append('\n');
            return false;
        }

        /// <summary>The block. A string that never ends was none: then the first fence in it has closed the block.</summary>
        internal FencedBlock Block() => new(_language, _string != 0 && _firstEnd >= 0 ? _body.ToString(0, _firstEnd) : _body.ToString());

        /// <summary>Follows triple-quoted strings, in which a fence closes nothing.</summary>
        private void Scan(ReadOnlySpan<char> line)
        {
            for (var i = 0; i < line.Length; i++)
            {
                if (_string == 0 && line[i] == '#')
                    return;
                if (line[i] == '\\')
                    i++;
                else if (line[i] is '"' or '\''
                    && (_string == 0 || _string == line[i])
                    && i + 2 < line.Length && line[i + 1] == line[i] && line[i + 2] == line[i])
                {
                    _string = _string == 0 ? line[i] : '\0';
                    i += 2;
                }
                else if (_string == 0 && line[i] is '"' or '\'' && line[(i + 1)..].IndexOf(line[i]) is >= 0 and var end)
                {
                    i += _string == 0 ? end + 1 : 0;
                }
            }
        }

        private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> line) => line.Length > 1 && line[1] == ' ' ? line[2..] : line[1..];

        private static int ListMarker(ReadOnlySpan<char> line)
        {
            var start = line.IndexOfAnyExcept(' ', '\t');
            if (start < 0)
                return 0;
            var rest = line[start..];
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (rest[0] is '-' or '*' or '+')
                digits = 0;
            else if (digits is <= 0 or > 9 || rest[digits] is not ('.' or ')'))
                return 0;
            return digits + 1 < rest.Length && rest[digits + 1] == ' ' ? start + digits + 2 : 0;
        }
    }

    /// <summary>A language as a fence names it: python for Python3.11, {.python .numberLines}, language-python and py title="x.py".</summary>
    private static string Language(ReadOnlySpan<char> info)
    {
        info = info.TrimStart('{').TrimStart().TrimStart('.');
        var end = info.IndexOfAny(s_wordEnds);
        var word = (end < 0 ? info : info[..end]).ToString().ToLowerInvariant();
        foreach (var prefix in (ReadOnlySpan<string>)["language-", "lang-"])
            word = word.StartsWith(prefix, StringComparison.Ordinal) ? word[prefix.Length..] : word;
        var version = word.AsSpan().IndexOfAnyInRange('0', '9');
        return word.StartsWith("python", StringComparison.Ordinal) && version > 0 ? "python" : word;
    }
}

/// <summary>One fenced block.</summary>
/// <param name="Language">Its language in lower case, or "".</param>
/// <param name="Text">What is in it, without the indentation of its fence.</param>
internal sealed record FencedBlock(string Language, string Text);
