namespace Rlar.Inference.Templates.Jinja;

/// <summary>What writes, sets or chooses.</summary>
internal abstract class JinjaStatement
{
    /// <summary>Runs several one after another.</summary>
    internal static JinjaFlow Run(IReadOnlyList<JinjaStatement> statements, JinjaScope scope, List<JinjaText> output)
    {
        var flow = JinjaFlow.Next;
        scope.Budget.Enter();
        for (var index = 0; index < statements.Count && flow == JinjaFlow.Next; index++)
        {
            scope.Budget.Step();
            flow = statements[index].Run(scope, output);
        }

        scope.Budget.Leave();
        return flow;
    }

    /// <summary>Runs it; what it writes is added to <paramref name="output"/>.</summary>
    internal abstract JinjaFlow Run(JinjaScope scope, List<JinjaText> output);

    /// <summary>What a body wrote as one text.</summary>
    protected static JinjaText Joined(List<JinjaText> output, JinjaScope scope)
    {
        scope.Budget.Characters(output.Sum(text => (long)text.Value.Length));
        return JinjaText.Join(output);
    }
}

/// <summary>How a part of a template ended.</summary>
internal enum JinjaFlow
{
    /// <summary>By running to its end.</summary>
    Next,

    /// <summary>By <c>continue</c>.</summary>
    Continue,

    /// <summary>By <c>break</c>.</summary>
    Break,
}

/// <summary>Writes a value.</summary>
internal sealed class JinjaPrint(JinjaExpression value) : JinjaStatement
{
    internal override JinjaFlow Run(JinjaScope scope, List<JinjaText> output)
    {
        var text = JinjaValues.Written(value.Of(scope));
        scope.Budget.Characters(text.Value.Length);
        output.Add(text);
        return JinjaFlow.Next;
    }
}

/// <summary>Sets names, or a member of a namespace.</summary>
internal sealed class JinjaSet(IReadOnlyList<string> names, string? member, JinjaExpression? value, IReadOnlyList<JinjaStatement> body) : JinjaStatement
{
    internal override JinjaFlow Run(JinjaScope scope, List<JinjaText> output)
    {
        object? made;
        if (value is null)
        {
            var text = new List<JinjaText>();
            _ = Run(body, scope.Within(), text);
            made = Joined(text, scope);
        }
        else
        {
            made = value.Of(scope);
        }

        if (member is null)
            Assign(scope, names, made);
        else if (scope[names[0]] is JinjaMap { IsNamespace: true } map)
            map[member] = made;
        else
            throw JinjaException.Refused($"'{names[0]}' is no namespace, so its member {member} cannot be set");
        return JinjaFlow.Next;
    }

    /// <summary>Gives a value to a name, or its items to several.</summary>
    internal static void Assign(JinjaScope scope, IReadOnlyList<string> names, object? value)
    {
        if (names.Count == 1)
        {
            scope[names[0]] = value;
            return;
        }

        var items = JinjaValues.Items(value, scope.Budget);
        if (items.Count != names.Count)
            throw JinjaException.Refused($"{items.Count} values for {names.Count} names");
        for (var index = 0; index < names.Count; index++)
            scope[names[index]] = items[index];
    }
}

/// <summary><c>if</c>, <c>elif</c> and <c>else</c>, the last without a condition.</summary>
internal sealed class JinjaIf(IReadOnlyList<(JinjaExpression? Condition, IReadOnlyList<JinjaStatement> Body)> branches) : JinjaStatement
{
    internal override JinjaFlow Run(JinjaScope scope, List<JinjaText> output)
    {
        foreach (var (condition, body) in branches)
        {
            if (condition is null || JinjaValues.IsTrue(condition.Of(scope)))
                return Run(body, scope, output);
        }

        return JinjaFlow.Next;
    }
}

/// <summary><c>break</c> and <c>continue</c>.</summary>
internal sealed class JinjaLeave(JinjaFlow flow) : JinjaStatement
{
    internal override JinjaFlow Run(JinjaScope scope, List<JinjaText> output) => flow;
}

/// <summary>A loop.</summary>
internal sealed class JinjaFor(
    IReadOnlyList<string> names, JinjaExpression items, JinjaExpression? condition, IReadOnlyList<JinjaStatement> body, IReadOnlyList<JinjaStatement> otherwise)
    : JinjaStatement
{
    internal override JinjaFlow Run(JinjaScope scope, List<JinjaText> output)
    {
        var all = JinjaValues.Items(items.Of(scope), scope.Budget);
        if (condition is not null)
            all = all.FindAll(item =>
            {
                var inner = scope.Within();
                JinjaSet.Assign(inner, names, item);
                return JinjaValues.IsTrue(condition.Of(inner));
            });
        for (var index = 0; index < all.Count; index++)
        {
            var inner = scope.Within();
            inner["loop"] = Loop(all, index);
            JinjaSet.Assign(inner, names, all[index]);
            if (Run(body, inner, output) == JinjaFlow.Break)
                break;
        }

        return all.Count == 0 ? Run(otherwise, scope.Within(), output) : JinjaFlow.Next;
    }

    private static JinjaMap Loop(List<object?> all, int index) => new()
    {
        ["index"] = index + 1L,
        ["index0"] = (long)index,
        ["revindex"] = (long)(all.Count - index),
        ["revindex0"] = all.Count - index - 1L,
        ["first"] = index == 0,
        ["last"] = index == all.Count - 1,
        ["length"] = (long)all.Count,
        ["previtem"] = index > 0 ? all[index - 1] : new JinjaUndefined("loop.previtem"),
        ["nextitem"] = index < all.Count - 1 ? all[index + 1] : new JinjaUndefined("loop.nextitem"),
    };
}

/// <summary>Defines a macro, whose value is what it writes.</summary>
internal sealed class JinjaMacro(
    string name, IReadOnlyList<(string Name, JinjaExpression? Default)> parameters, IReadOnlyList<JinjaStatement> body)
    : JinjaStatement
{
    internal override JinjaFlow Run(JinjaScope scope, List<JinjaText> output)
    {
        scope[name] = new JinjaFunction(arguments =>
        {
            _ = arguments.Only([.. parameters.Select(parameter => parameter.Name)]);
            var inner = scope.Within();
            for (var index = 0; index < parameters.Count; index++)
            {
                var (parameter, absent) = parameters[index];
                inner[parameter] = arguments.Lacks(index, parameter)
                    ? absent is null ? new JinjaUndefined(parameter) : absent.Of(inner)
                    : arguments.Get(index, parameter);
            }

            var text = new List<JinjaText>();
            _ = Run(body, inner, text);
            return Joined(text, scope);
        });
        return JinjaFlow.Next;
    }
}
