
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('regions', '0008_successions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intro', models.TextField(blank=True, help_text='Two or three sentences for parents, pupils and businesses.', max_length=600, verbose_name='what you do for technology')),
                ('shows_labs', models.BooleanField(default=True, verbose_name='show the labs that are open')),
                ('shows_schools', models.BooleanField(default=True, verbose_name='show the schools that take part')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='who to call')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='mail address')),
                ('may_be_named', models.BooleanField(default=False, verbose_name='this person agreed that name and number stand on the internet')),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='public_page', to='regions.region')),
            ],
            options={
                'verbose_name': 'public page',
                'verbose_name_plural': 'public pages',
                'ordering': ['region__name__dutch'],
            },
        ),
        migrations.CreateModel(
            name='PublicPageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('intro', models.TextField(blank=True, help_text='Two or three sentences for parents, pupils and businesses.', max_length=600, verbose_name='what you do for technology')),
                ('shows_labs', models.BooleanField(default=True, verbose_name='show the labs that are open')),
                ('shows_schools', models.BooleanField(default=True, verbose_name='show the schools that take part')),
                ('may_be_named', models.BooleanField(default=False, verbose_name='this person agreed that name and number stand on the internet')),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='public.publicpage')),
                ('region', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regions.region')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='publicpage',
            constraint=models.CheckConstraint(condition=models.Q(('may_be_named', True), models.Q(('contact_email', ''), ('contact_name', ''), ('contact_phone', '')), _connector='OR'), name='nobody_is_named_without_having_agreed', violation_error_message='Ask whether this person agrees, or name nobody.'),
        ),
        migrations.AddConstraint(
            model_name='publicpage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contact_email', ''), ('contact_name', ''), ('contact_phone', ''), _negated=True), ('may_be_named', False), _connector='OR'), name='who_agreed_has_a_name', violation_error_message='Write who agreed, or take the mark away.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicpage',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "public_publicpageevent" ("id", "intro", "may_be_named", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "shows_labs", "shows_schools") VALUES (NEW."id", NEW."intro", NEW."may_be_named", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."shows_labs", NEW."shows_schools"); RETURN NULL;', hash='63d00415a60061d624d7c3d85cfd523321d2bb32', operation='INSERT', pgid='pgtrigger_insert_insert_89411', table='public_publicpage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicpage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."intro" IS DISTINCT FROM (NEW."intro") OR OLD."may_be_named" IS DISTINCT FROM (NEW."may_be_named") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."shows_labs" IS DISTINCT FROM (NEW."shows_labs") OR OLD."shows_schools" IS DISTINCT FROM (NEW."shows_schools"))', func='INSERT INTO "public_publicpageevent" ("id", "intro", "may_be_named", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "shows_labs", "shows_schools") VALUES (NEW."id", NEW."intro", NEW."may_be_named", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."shows_labs", NEW."shows_schools"); RETURN NULL;', hash='4d78852429e21bdd0a1fe250271ee53496dd8d63', operation='UPDATE', pgid='pgtrigger_update_update_e6960', table='public_publicpage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicpageevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='12e12a1c870ec0da4d12fcb6dfa4964653afc97d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ec0e6', table='public_publicpageevent', when='BEFORE')),
        ),
    ]
