using System.Buffers;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// The names that Python code defines and uses, by its words alone and in one pass: what tells a program from a snippet that calls it. Texts and
/// comments do not count; names that are anything else than used somewhere count as defined, so that less is taken for missing.
/// </summary>
internal sealed class PythonNames
{
    /// <summary>The names by which tests import the program (Harness/reading.py has the same).</summary>
    private static readonly HashSet<string> s_programModules = ["solution", "main", "submission", "program", "answer"];
    private static readonly SearchValues<char> s_ends = SearchValues.Create("\n");
    private static readonly HashSet<string> s_keywords =
    [
        "False", "None", "True", "and", "assert", "async", "await", "break", "continue", "del", "elif", "else", "except", "finally", "from", "global", "if",
        "in", "is", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];

    private readonly HashSet<string> _defined = [];
    private readonly HashSet<string> _outermost = [];
    private readonly HashSet<string> _made = [];
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _methods = [];
    private readonly HashSet<string> _asked = [];

    private PythonNames(string code)
    {
        new Walk(this, code).Run();
        _used.ExceptWith(_defined);
        Reads |= _used.Contains("input");
        Writes |= _used.Contains("print");
    }

    /// <summary>The names that it defines or imports at its outermost level.</summary>
    internal IReadOnlySet<string> Outermost => _outermost;

    /// <summary>The methods of its class Solution.</summary>
    internal IReadOnlySet<string> Methods => _methods;

    /// <summary>The names that it uses and does not define.</summary>
    internal IReadOnlySet<string> Missing => _used;

    /// <summary>Of tests: the names that are the program's.</summary>
    internal IEnumerable<string> Asked => _used.Concat(_asked);

    /// <summary>Whether it defines a function or a class at its outermost level.</summary>
    internal bool HasDefinition { get; private set; }

    /// <summary>Whether anything that it defines is more than a head: a value, or a body beyond its text, an ellipsis, pass and NotImplementedError.</summary>
    internal bool HasBody { get; private set; }

    /// <summary>Whether it reads standard input.</summary>
    internal bool Reads { get; private set; }

    /// <summary>Whether it writes to standard output.</summary>
    internal bool Writes { get; private set; }

    /// <summary>Whether it calls anything when it is run, outside of what it defines.</summary>
    internal bool Acts { get; private set; }

    /// <summary>Whether it uses a framework for tests.</summary>
    internal bool IsTest { get; private set; }

    /// <summary>Whether it defines a name, as functions, classes, variables or methods of a class Solution.</summary>
    internal bool Defines(string name)
    {
        // LeetCode's entry points are expressions: Solution().twoSum is of the class Solution.
        var end = name.AsSpan().IndexOfAny('.', '(');
        return _made.Contains(end < 0 ? name : name[..end]) || _methods.Contains(name);
    }

    /// <summary>Reads the names of code.</summary>
    internal static PythonNames Of(string code) => new(code);

    private enum Expecting
    {
        Nothing,
        Definition,
        Parameters,
        Lambda,
        Targets,
        Module,
        Import,
        Alias,
        Bound,
    }

    private sealed class Walk(PythonNames names, string code)
    {
        private readonly List<string> _targets = [];
        private Expecting _expecting;
        private Expecting _outer;
        private int _depth;
        private int _parameterDepth;
        private bool _isStart = true;
        private bool _mayAssign;
        private bool _isOutermost = true;
        private bool _isHead;
        private bool _isBody;
        private bool _isInSolution;
        private bool _isInDefinition;
        private bool _isProgram;
        private bool _isClass;
        private bool _isNew;
        private char _before;
        private string _word = "";
        private string _owner = "";

        internal void Run()
        {
            if (code.Contains("/dev/stdin", StringComparison.Ordinal))
                names.Reads = true;
            for (var i = 0; i < code.Length;)
            {
                var c = code[i];
                if (c == '\n')
                {
                    if (_depth == 0)
                        NewStatement();
                    i++;
                }
                else if (c == '#')
                {
                    var end = code.AsSpan(i).IndexOfAny(s_ends);
                    i = end < 0 ? code.Length : i + end;
                }
                else if (c == '\\')
                {
                    i += i + 1 < code.Length && code[i + 1] == '\r' ? 3 : 2;
                }
                else if (c is '"' or '\'')
                {
                    i = AfterText(i);
                    Take('"');
                }
                else if (char.IsAsciiLetter(c) || c == '_' || c > '\x7f')
                {
                    var start = i;
                    while (i < code.Length && (char.IsAsciiLetterOrDigit(code[i]) || code[i] == '_' || code[i] > '\x7f'))
                        i++;

                    // The letter before a text is its kind: r"", f"".
                    if (i < code.Length && code[i] is '"' or '\'' && i - start <= 2)
                        continue;
                    if (_isStart)
                        Start(start);
                    Take(code[start..i], i);
                    _before = 'a';
                }
                else if (c is ' ' or '\t' or '\r' or '\f')
                {
                    i++;
                }
                else
                {
                    if (_isStart)
                        Start(i);
                    var next = i + 1 < code.Length ? code[i + 1] : '\0';
                    i += c == '=' && next == '=' ? 2 : 1;
                    Take(c == '=' && next == '=' ? '~' : c);
                }
            }
        }

        private void NewStatement()
        {
            (_expecting, _isStart, _before, _word, _owner, _isHead, _isBody) = (Expecting.Nothing, true, '\n', "", "", false, false);
            _targets.Clear();
        }

        private void Start(int at)
        {
            _isStart = false;
            _mayAssign = true;
            if (_before == ';')
                return;
            _isOutermost = at == 0 || code[at - 1] == '\n';
            _isBody = !_isOutermost && _isInDefinition;
            if (!_isOutermost)
                return;
            _isInSolution = false;
            var line = code.AsSpan(at);
            _isInDefinition = line[0] == '@' || line.StartsWith("def ") || line.StartsWith("class ") || line.StartsWith("async ");
        }

        private int AfterText(int at)
        {
            if (_isStart)
                Start(at);
            var mark = code[at];
            var isLong = at + 2 < code.Length && code[at + 1] == mark && code[at + 2] == mark;
            for (var i = at + (isLong ? 3 : 1); i < code.Length; i++)
            {
                if (code[i] == '\\')
                    i++;
                else if (code[i] == mark && (!isLong || (i + 2 < code.Length && code[i + 1] == mark && code[i + 2] == mark)))
                    return i + (isLong ? 3 : 1);
                else if (code[i] == '\n' && !isLong)
                    return i;
            }

            return code.Length;
        }

        private void Body(bool isMore)
        {
            names.HasBody |= _isBody && isMore;
            _isBody = false;
        }

        private void Take(char c)
        {
            Body(c is not ('"' or '.' or '@'));
            if (c == ':' && _isHead && _depth == 0)
                (_isHead, _isBody) = (false, true);
            switch (c)
            {
                case '(' or '[' or '{':
                    _depth++;
                    if (c == '(')
                        Call();
                    break;
                case ')' or ']' or '}':
                    _depth = Math.Max(0, _depth - 1);
                    if (_expecting == Expecting.Parameters && _depth < _parameterDepth)
                        _expecting = Expecting.Nothing;
                    break;
                case ';' when _depth == 0:
                    NewStatement();
                    break;
                case ':' when _expecting == Expecting.Lambda:
                    _expecting = _outer;
                    break;
                case ':' when _depth == 0 && _mayAssign && _targets.Count == 1:
                    Define(_targets[0]);
                    _mayAssign = false;
                    break;
                case '=':
                    Assign();
                    break;
            }

            // What stands before an assignment is names, commas, stars and brackets alone.
            if (_depth == 0 && c is not ('=' or ',' or '*' or '(' or ')'))
                _mayAssign = false;
            _before = c;
        }

        private void Assign()
        {
            if (_before == ':')
            {
                Define(_word, isOutermost: false);
                return;
            }

            if (_depth != 0)
            {
                // A keyword's name in a call is no use of it.
                if (_before == 'a' && _isNew && _expecting != Expecting.Parameters)
                    names._used.Remove(_word);
                return;
            }

            if (_mayAssign)
            {
                foreach (var target in _targets)
                    Define(target);
            }

            _targets.Clear();
        }

        private void Call()
        {
            if (_before != 'a')
                return;
            names.Acts |= !_isInDefinition && _expecting != Expecting.Import;
            names.Reads |= (_word, _owner) is ("read", "os") or ("input", "fileinput");
            names.Writes |= _word is "print" or "pprint" or "write" or "writelines";
        }

        private void Take(string word, int end)
        {
            var (isAttribute, owner) = (_before == '.', _word);
            _owner = isAttribute ? owner : "";
            _word = word;
            Body(word is not ("pass" or "def" or "class" or "async") && !(word == "raise" && code.AsSpan(end).StartsWith(" NotImplementedError")));
            if (isAttribute)
            {
                if (_expecting == Expecting.Module)
                    return;
                if (s_programModules.Contains(owner))
                    names._asked.Add(word);
                names.Reads |= word == "stdin" && owner == "sys" && !IsAssigned(end);
                names.Writes |= word == "stdout" && owner == "sys" && !IsAssigned(end);
                return;
            }

            switch (_expecting)
            {
                case Expecting.Definition:
                    Define(word);
                    names.HasDefinition |= _isOutermost;
                    if (!_isOutermost && !_isClass && _isInSolution)
                        names._methods.Add(word);
                    if (_isClass && _isOutermost)
                        _isInSolution = word == "Solution";
                    (_expecting, _parameterDepth) = _isClass ? (Expecting.Nothing, 0) : (Expecting.Parameters, _depth + 1);
                    return;
                case Expecting.Parameters when _before is '(' or ',' or '*' && _depth == _parameterDepth:
                case Expecting.Lambda:
                    Define(word, isOutermost: false);
                    return;
                case Expecting.Targets:
                    if (word == "in")
                        _expecting = _outer;
                    else
                        Define(word, isOutermost: false);
                    return;
                case Expecting.Module when word == "import":
                    _expecting = Expecting.Import;
                    return;
                case Expecting.Module:
                    _isProgram = s_programModules.Contains(word);
                    names.IsTest |= word is "unittest" or "pytest";
                    return;
                case Expecting.Import when word == "as":
                    _expecting = Expecting.Alias;
                    return;
                case Expecting.Import or Expecting.Alias:
                    Define(word, isMade: false);
                    if (_isProgram)
                        names._asked.Add(word);
                    names.Reads |= word == "stdin";
                    names.IsTest |= word is "unittest" or "pytest";
                    _expecting = Expecting.Import;
                    return;
                case Expecting.Bound:
                    Define(word, isOutermost: false);
                    _expecting = Expecting.Nothing;
                    return;
            }

            names.Reads |= word == "open" && code.AsSpan(end).StartsWith("(0");
            Word(word);
        }

        private void Word(string word)
        {
            switch (word)
            {
                case "def" or "class":
                    (_expecting, _isClass, _isHead) = (Expecting.Definition, word == "class", true);
                    break;
                case "import":
                    (_expecting, _isProgram) = (Expecting.Import, false);
                    break;
                case "from" when _depth == 0 && _before is '\n' or '\0' or ';':
                    _expecting = Expecting.Module;
                    break;
                case "lambda":
                    (_outer, _expecting) = (_expecting, Expecting.Lambda);
                    break;
                case "for":
                    (_outer, _expecting) = (_expecting, Expecting.Targets);
                    break;
                case "as":
                    _expecting = Expecting.Bound;
                    break;
                default:
                    if (s_keywords.Contains(word))
                        return;
                    if (_depth <= 1 && _mayAssign && _before is not 'a')
                        _targets.Add(word);
                    _isNew = names._used.Add(word);
                    break;
            }
        }

        private bool IsAssigned(int end)
        {
            var rest = code.AsSpan(end).TrimStart(' ');
            return rest.Length > 1 && rest[0] == '=' && rest[1] != '=';
        }

        private void Define(string word, bool isOutermost = true, bool isMade = true)
        {
            names._defined.Add(word);
            if (!isOutermost || !_isOutermost)
                return;
            names._outermost.Add(word);
            if (!isMade)
                return;
            names._made.Add(word);
            names.HasBody |= _expecting != Expecting.Definition;
        }
    }
}
