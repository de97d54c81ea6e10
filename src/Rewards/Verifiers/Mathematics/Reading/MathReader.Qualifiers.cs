using Rlar.Rewards.Reading.Words;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Text beside an answer: for what it holds, why, or a remark. What restricts it in a way that is not read leaves the answer unread.
internal sealed partial class MathReader
{
    // Whether the text from here on is about the answer before it; its conditions are added.
    private bool Qualifies(MathNode value, List<MathNode> conditions)
    {
        var start = _at;
        while (Current.Is(',') || Current.Is(';') || Current.Is(':'))
            _at++;
        if (IsReason() || Remark() || Conditions(value, conditions, isAfterComma: _at > start) || PartOf())
            return true;
        _at = start;
        return false;
    }

    // "since x > 0"
    private bool IsReason()
    {
        if (Current.Kind != TokenKind.Word || !QualifierWords.Reasons.Contains(Current.Text))
            return false;
        for (var i = _at; i < _tokens.Count; i++)
        {
            if (_tokens[i].Kind == TokenKind.Word && QualifierWords.Hedges.Contains(_tokens[i].Text))
                return false;
        }

        _at = _tokens.Count - 1;
        return true;
    }

    // "(since x is positive)"
    private bool ReasonInBrackets()
    {
        if (Next.Kind != TokenKind.Word || !QualifierWords.Reasons.Contains(Next.Text))
            return false;
        for (var i = _at + 2; i < _tokens.Count && !_tokens[i].Is('('); i++)
        {
            if (_tokens[i].Kind == TokenKind.Word && QualifierWords.Hedges.Contains(_tokens[i].Text))
                return false;
            if (!_tokens[i].Is(')'))
                continue;
            _at = i + 1;
            return true;
        }

        return false;
    }

    // "(double root)", "(in lowest terms)", "(about 0.4)", and without brackets only what is known to be a remark
    private bool Remark()
    {
        var start = _at;
        if (Current.Is('(') && ReasonInBrackets())
            return true;
        if (Take('('))
        {
            var count = 0;
            for (; Current.Kind == TokenKind.Word && MayRemark(Current.Text); _at++)
                count++;
            if (count == 0 && TakeCommand("approx"))
                count++;
            var isNear = _tokens[_at - 1] is { Text: "approx" or "approximately" or "about" or "roughly" or "multiplicity" };
            if (isNear && Current.Kind == TokenKind.Number)
                _at++;
            if (count > 0 && Take(')'))
                return true;
        }
        else
        {
            while (Current.Kind == TokenKind.Word && QualifierWords.Remarks.Contains(Current.Text))
                _at++;
            if (_at > start && _tokens[_at - 1].IsWord("multiplicity") && Current.Kind == TokenKind.Number)
                _at++;
            if (_at > start && (EndsAnswer() || Current.Is('(')))
                return true;
        }

        _at = start;
        return false;
    }

    private static bool MayRemark(string word) =>
        QualifierWords.Remarks.Contains(word) || (!QualifierWords.Changing.Contains(word) && !IsMeaningful(word));

    private static bool IsMeaningful(string word) => MathVocabulary.IsNumeral(word) || MathVocabulary.Functions.ContainsKey(word)
        || UnitTable.Find(word) is not null || !ForeignWords.MayCount(word) || QualifierWords.Domains.ContainsKey(word);

    // "of the total"
    private bool PartOf()
    {
        var start = _at;
        if (TakeWord("of"))
        {
            var count = 0;
            for (; Current.Kind == TokenKind.Word && count < 8 && (IsNoun(Current) || Current.IsWord("the")) && UnitTable.Find(Current.Text) is null; _at++)
                count++;
            if (count > 0 && IsAtEnd || IsFullStop())
                return true;
        }

        _at = start;
        return false;
    }

    // "where c is a real constant", "for all n >= 1", "(n >= 1)", "\forall n", ", n \in \mathbb{N}"
    private bool Conditions(MathNode value, List<MathNode> conditions, bool isAfterComma)
    {
        var start = _at;
        var isBracketed = Current.Is('(') && Current.IsSpaced | Next.Kind == TokenKind.Word | Next.IsCommand("forall") | isAfterComma | BracketsCondition();
        if (isBracketed)
            _at++;
        var opens = Current.IsCommand("forall") || (Current.Kind == TokenKind.Word && QualifierWords.Opening.Contains(Current.Text));
        if ((opens || isBracketed || isAfterComma) && Said(value, conditions, opens, isBracketed))
            return true;
        _at = start;
        return false;
    }

    // "(or 0.75)", and "(75%)" in text: the same value again, or a hedge.
    private MathNode? Alternative()
    {
        var start = _at;
        if (Take('(') && (TakeWord("or") || TakeWord("i.e.") || IsPercentInText()) && Statement() is { } other && Take(')'))
            return other;
        _at = start;
        return null;
    }

    private bool IsPercentInText() => Current is { Kind: TokenKind.Number, IsText: true } && Next.Is('%') && Ahead(2).Is(')');

    // Words or a condition in brackets are no factor.
    private bool OpensQualifier() => Current.Is('(')
        && (Next is { Kind: TokenKind.Word } word && (word.IsText || word.IsProse) && !MathVocabulary.Functions.ContainsKey(word.Text)
            && !EnglishNumerals.Values.ContainsKey(word.Text) && !MathVocabulary.Greek.Contains(word.Text) && !word.IsWord("pi")
            || (Next is { Kind: TokenKind.Number, IsText: true } && Ahead(2).Is('%') && Ahead(3).Is(')'))
            || Next.IsCommand("forall") || Next.IsCommand("approx") || BracketsCondition());

    private bool BracketsCondition()
    {
        for (var i = _at + 1; i < _tokens.Count && !_tokens[i].Is(')'); i++)
        {
            if (_tokens[i].Kind == TokenKind.Command && s_relators.ContainsKey(_tokens[i].Text) || _tokens[i].Is('<') || _tokens[i].Is('>'))
                return true;
        }

        return false;
    }

    // "for n = 1 and 7 for n = 2" tells cases.
    private bool OpensCase() => Current.IsWord("for") || Current.IsWord("when") || Current.IsWord("if") || Current.IsWord("where");

    private bool Said(MathNode value, List<MathNode> conditions, bool opens, bool isBracketed)
    {
        var found = new List<MathNode>();
        var (domain, sign) = ("", "");
        var letters = new List<MathNode>();
        while (!IsAtEnd && !(isBracketed && Current.Is(')')) && !IsFullStop())
        {
            if (found.Count > 0 && OpensCase())
                return false;
            if (TakeCommand("forall") || Current.Is(',') || Current.Is('-') || IsSaid(Current))
            {
                if (Current.Is(',') || Current.Is('-') || IsSaid(Current))
                    _at++;
            }
            else if (Current.Kind == TokenKind.Word && QualifierWords.Domains.TryGetValue(Current.Text, out var named))
            {
                domain = named;
                _at++;
            }
            else if (Current.Kind == TokenKind.Word && Sign(Current.Text) is { } kept)
            {
                sign = kept;
                _at++;
            }
            else if (Current is { Kind: TokenKind.Word, IsText: true } || Condition(value, opens) is not { } condition)
            {
                return false;
            }
            else if (condition is MathNode.Symbol or MathNode.Constant)
            {
                letters.Add(condition);
            }
            else
            {
                found.Add(condition);
            }
        }

        if (isBracketed && !Take(')'))
            return false;
        if (!opens && found.Count == 0)
            return false;
        if (letters.Count == 0 && domain.Length > 0)
            letters.AddRange(found.OfType<MathNode.Relation>().Select(r => r.Operands[0]).Where(o => o is MathNode.Symbol));
        if (domain.Length + sign.Length > 0 && letters.Count == 0)
            return false;
        var set = new MathNode.NamedSet(domain.Length > 0 ? domain + sign : sign.Length > 0 ? "R" + sign : "any");
        conditions.AddRange(letters.Select(letter => new MathNode.Relation([letter, set], [Relator.In])));
        conditions.AddRange(found);
        return conditions.Count > 0;
    }

    private bool IsSaid(Token token) => token.Kind == TokenKind.Word && QualifierWords.Filling.Contains(token.Text)
        || token is { Kind: TokenKind.Letter, Text: "a", IsText: true };

    // "non-negative" comes in pieces.
    private string? Sign(string word)
    {
        if (word.Equals("non", StringComparison.OrdinalIgnoreCase) && Next.Is('-') && QualifierWords.Signs.ContainsKey(Ahead(2).Text))
        {
            _at += 2;
            return "0";
        }

        return QualifierWords.Signs.GetValueOrDefault(word);
    }

    // A letter, or what holds of one that the answer has; behind a mere comma a domain or a bound only, since all else is another answer.
    private MathNode? Condition(MathNode value, bool opens)
    {
        if (Statement() is not { } condition)
            return null;
        if (condition is MathNode.Symbol or MathNode.Constant)
            return opens ? condition : null;
        if (condition is not MathNode.Relation { Operands: [var subject, ..] } relation)
            return null;
        var isRow = relation.Relators is [Relator.Equal] && (opens || value is not MathNode.Relation);
        while (isRow && Current.Is(',') && Next.Kind is TokenKind.Number or TokenKind.Command)
        {
            _at++; // n = 1, 2, 3, ...
            var item = TakeDots() ? Dots : Statement();
            if (item is null)
                return null;
            if (ReferenceEquals(item, Dots))
                return new MathNode.Relation([subject, new MathNode.NamedSet("N")], [Relator.In]);
        }

        if (opens)
            return relation;
        var isDomain = relation.Relators is [Relator.In] && relation.Operands[1] is MathNode.NamedSet or MathNode.SetOperation;
        var isBound = relation.Relators is [Relator.Less or Relator.LessOrEqual or Relator.Greater or Relator.GreaterOrEqual or Relator.NotEqual]
            && value is not MathNode.Relation { Relators: not [Relator.Equal] } && value is not MathNode.Sequence;
        return isDomain || isBound ? relation : null;
    }

    // "for all n, 3n + 1", "all n >= 3", "all integers n >= 3", "the polynomial x^2 + 1"
    private void Preamble(List<MathNode> conditions)
    {
        var start = _at;
        if (Current.Kind == TokenKind.Word && QualifierWords.Names.Contains(Current.Text) && Current.IsText)
        {
            while (Current.Kind == TokenKind.Word && QualifierWords.Names.Contains(Current.Text))
                _at++;
            if (Current.Kind is TokenKind.Word or TokenKind.End || _tokens[_at - 1].IsWord("the") || Current.Is(':') || Current.Is('=') || Current.IsText)
                _at = start;
            return;
        }

        var isForAll = TakeCommand("forall") || (Current.IsWord("for")
            && (Next.IsWord("all") || Next.IsWord("every") || Next.IsWord("any") || Next.IsWord("each")));
        if (!isForAll && !Current.IsWord("all") && !Current.IsWord("every") && !Current.IsWord("any"))
            return;
        var (domain, sign, end) = ("", "", -1);
        var letters = new List<MathNode>();
        for (; !IsAtEnd && end < 0;)
        {
            if (IsSaid(Current))
                _at++;
            else if (Current.Kind == TokenKind.Word && QualifierWords.Domains.TryGetValue(Current.Text, out var set))
                (domain, _at) = (set, _at + 1);
            else if (Current.Kind == TokenKind.Word && Sign(Current.Text) is { } kept)
                (sign, _at) = (kept, _at + 1);
            else
                end = _at;
        }

        if (end < 0 || Statement() is not { } named || (isForAll && !Current.Is(',') && !Current.Is(':')))
        {
            _at = start;
            return;
        }

        if ((named as MathNode.Relation)?.Operands[0] is MathNode.Symbol subject)
            letters.Add(subject);
        else if (named is MathNode.Symbol)
            letters.Add(named);
        if (letters.Count == 0)
        {
            _at = start;
            return;
        }

        if (domain.Length + sign.Length > 0)
            conditions.Add(new MathNode.Relation([letters[0], new MathNode.NamedSet(domain.Length > 0 ? domain + sign : "R" + sign)], [Relator.In]));
        if (isForAll)
        {
            _at++;
            if (named is MathNode.Relation)
                conditions.Add(named);
        }
        else
        {
            _at = end; // the statement is the answer
        }
    }
}
